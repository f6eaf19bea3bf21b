import type { AuthorizationRows } from "../../support/ownership.ts";

/** Prices are no member's: whoever may book them corrects any, and sees every file. */
export const authorization: AuthorizationRows = {
  ownership: { correctMarketPrice: "open to its roles", readPriceImport: "open to its roles" },
};

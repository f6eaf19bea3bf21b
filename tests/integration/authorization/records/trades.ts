import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Who sees what of trades. */
export const tradesAuthorization: AuthorizationRows = { ownership: {} };

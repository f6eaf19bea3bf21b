import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Reports of the city's market name no party: authorities read them before everybody does. */
export const reportsAuthorization: AuthorizationRows = {
  ownership: { previewMarketReport: "open to its roles", previewMarketReportPage: "open to its roles" },
};

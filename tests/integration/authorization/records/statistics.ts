import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Totals and names in statistics are those of an area, for its authorities. */
export const statisticsAuthorization: AuthorizationRows = {
  ownership: {
    readTradeTotals: { query: ({ partyId }) => ({ partyId, area: "420703" }) },
    readMarketConcentration: { query: () => ({ area: "420703", pollutant: "SO2" }) },
  },
};

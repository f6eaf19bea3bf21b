import type { AuthorizationRows } from "../../../support/ownership.ts";

/** Totals and names in statistics are those of an area, for its authorities. */
export const statisticsAuthorization: AuthorizationRows = {
  ownership: {
    readTradeTotals: { query: ({ partyId }) => ({ partyId, area: "420703" }) },
    readReservePriceReference: { query: () => ({ area: "420703", pollutant: "SO2" }), params: { period: "2026-01" } },
    readMarketConcentration: { query: () => ({ area: "420703", pollutant: "SO2" }) },
  },
};

import type { AuthorizationRows } from "../../support/ownership.ts";

const cityPool = { pool: "ezhou", pollutant: "SO2" };

/** Caps and reserves belong to the area of their pool; needs and holdings to a site's owner and its area. */
export const authorization: AuthorizationRows = {
  ownership: {
    setCap: { params: cityPool, body: { tonnes: "1", documentNumber: "X-1" }, refusal: "outside-your-area" },
    readCap: "open to its roles",
    listCaps: "open to its roles",
    readRunway: "open to its roles",
    addToReserve: {
      params: cityPool,
      body: { tonnes: "1", source: "initial-reserve", documentNumber: "X-1" },
      refusal: "outside-your-area",
    },
    readReserve: "open to its roles",
    withdrawNeed: { params: { pollutant: "SO2" }, body: { reason: "mistake" } },
    readNeed: { params: { pollutant: "SO2" } },
    listHoldings: {},
  },
};

import type { AuthorizationRows } from "../../support/ownership.ts";

const target = { area: "420700", target: "air", from: "2026-01-01" };
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
    recordMissedTarget: { params: target, body: { until: "2026-12-31", documentNumber: "X-1" }, refusal: "area-of-others" },
    recordMetTarget: { params: target, body: { metFrom: "2026-03-01", documentNumber: "X-1" }, refusal: "area-of-others" },
    readAreaTarget: "open to its roles",
    revokeLimitException: { body: { reason: "mistake" } },
    readLimitException: {},
  },
  async given(house, { siteId }) {
    const exception = {
      limit: "same-source-class",
      pollutant: "SO2",
      siteId,
      approvalNumber: "X-1",
      from: "2026-01-01",
      until: "2026-12-31",
    };
    const grant = await house.call({ as: house.regulator, method: "POST", path: "/permits/limit-exceptions", body: exception });
    const body = grant.body as { readonly exceptionId?: string; readonly result?: { readonly exceptionId: string } };
    return { exceptionId: String(body.exceptionId ?? body.result?.exceptionId) };
  },
};

import type { AuthorizationRows } from "../../../support/ownership.ts";

const document = { documentNumber: "X-1" };
const text = { zh: "测试", en: "test" };
const years = { validFromYear: "2001", validToYear: "2001" };

/** Factors and energy belong to an area, what the list of key entities says to its enterprise and the authorities of its area. */
export const registerAuthorization: AuthorizationRows = {
  ownership: {
    publishFactorSet: { body: { area: "420700", grid: "national", title: text, source: text, tco2PerMwh: "0.5", ...years, ...document } },
    listKeyEntity: { params: { year: "2030" }, body: { market: "none", sector: "paper", generates: false, ...document } },
    readKeyEntity: { params: { year: "2026" } },
    recordEnergyUse: { params: { year: "2030" }, body: { area: "420700", tce: "1", source: "yearbook", ...document } },
    readCoverage: "open to its roles",
    listCoverageCandidates: "open to its roles",
  },
  async given({ call, regulator }, { partyId }) {
    const entity = { market: "none", sector: "paper", generates: false, ...document };
    await call({ as: regulator, method: "PUT", path: `/carbon/entities/${partyId}/years/2026`, body: entity });
    return {};
  },
};

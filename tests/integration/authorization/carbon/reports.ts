import { givenFactors } from "../../../support/carbon-factors.ts";
import type { AuthorizationRows } from "../../../support/ownership.ts";

const values = { lines: [{ kind: "diesel", amount: "1", unit: "t" }] };
const document = { documentNumber: "X-1" };

/** Reports belong to their entity and the authorities of its area; what is missing is listed to authorities. */
export const reportsAuthorization: AuthorizationRows = {
  ownership: {
    draftReport: { body: { values } },
    readReport: {},
    listMissingReports: "open to its roles",
    submitReport: {},
    screenReport: { body: { passed: true } },
    decideReport: { body: { accepted: true, ...document } },
    reopenReport: { body: { reason: "mistake", ...document } },
    readEvidence: { params: { sha256: "0".repeat(64) } },
  },
  async given({ call, regulator }, { subject, partyId }) {
    await givenFactors(call, regulator);
    const entity = { market: "none", sector: "paper", generates: false, ...document };
    await call({ as: regulator, method: "PUT", path: `/carbon/entities/${partyId}/years/2025`, body: entity });
    const reportId = `${partyId}.2025`;
    const drafted = await call({ as: subject, method: "PUT", path: `/carbon/reports/${reportId}`, body: { values } });
    if (drafted.status !== 200) throw new Error(drafted.text);
    return { reportId };
  },
};

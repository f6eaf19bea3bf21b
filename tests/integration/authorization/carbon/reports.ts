import { givenFactors } from "../../../support/carbon-factors.ts";
import type { AuthorizationRows } from "../../../support/ownership.ts";
import { reported, reportStages } from "./report-stages.ts";

const document = { documentNumber: "X-1" };
/** Reports that have come so far that an operation takes them further. */
const submitted: Record<string, string> = {};
const agreed: Record<string, string> = {};
const accepted: Record<string, string> = {};

/** Reports belong to their entity and the authorities of its area; what is missing is listed to authorities. */
export const reportsAuthorization: AuthorizationRows = {
  ownership: {
    draftReport: { body: { values: reported } },
    readReport: {},
    listMissingReports: "open to its roles",
    submitReport: {},
    screenReport: { params: submitted, body: { passed: true } },
    decideReport: { params: agreed, body: { accepted: true, ...document } },
    reopenReport: { params: accepted, body: { reason: "mistake", ...document } },
    readEvidence: { params: { sha256: "0".repeat(64) } },
  },
  async given(house, owner, verifier) {
    await givenFactors(house.call, house.regulator);
    const stages = await reportStages(house, owner, verifier);
    const [own, ...others] = await Promise.all([
      stages.own("2025", "drafted"),
      stages.ofAnother("submitted"),
      stages.ofAnother("agreed"),
      stages.ofAnother("accepted"),
    ]);
    for (const [index, named] of [submitted, agreed, accepted].entries()) Object.assign(named, others[index]);
    return own;
  },
};

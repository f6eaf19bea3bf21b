import type { CapacityRows } from "../../../support/capacity.ts";
import { freshCreditCode, givenMember } from "../../../support/members.ts";

const document = { documentNumber: "EZ-1" };
/** Every answer shows the whole verification, and is kept for repeats of the command. */
const because = "the verification with its questions, and the answer that is kept with them, pass a kilobyte";
const conservative = { tco2: "900000", basis: "estimate" };

/** The report is verified with one question, and again by another verifier. */
export const verificationCapacity: CapacityRows = {
  async measure({ house, made, call, measure }) {
    const [mill, bureau, path] = [made("person"), house.regulator, `/carbon/verifications/${made("reportId")}`];
    const verifier = () => givenMember(house.engine, { role: "verifier", party: { creditCode: freshCreditCode() } });
    const [first, second] = [await verifier(), await verifier()];
    const post = (as: string, what: string, body: object = {}) => ({ as, method: "POST", path: `${path}/${what}`, body }) as const;
    const begin = (as: string) => ({ as, method: "POST", path: `${path}/beginning` }) as const;
    const assign = { as: bureau, method: "PUT", path: `${path}/verifier`, body: { verifierId: first.partyId, ...document } } as const;
    await measure("assignVerifier", assign);
    await measure("withdrawAssignment", post(bureau, "withdrawal", { reason: "illness" }));
    await call(assign);
    await measure("beginVerification", begin(first.subject));
    const question = { line: 1, found: "no sample", asked: "the samples", conservative };
    await measure("raiseNonConformity", post(first.subject, "findings", question));
    await measure("answerNonConformity", post(mill, "findings/1/answer", { text: "attached" }));
    await measure("closeNonConformity", post(first.subject, "findings/1/closing", { closed: true, text: "settled" }));
    await measure("concludeVerification", post(first.subject, "conclusion", { opinion: "reliable" }));
    await measure("respondToVerification", post(mill, "response", { agreed: false, reason: "the scale was right" }));
    const granted = { granted: true, verifierId: second.partyId, reason: "in dispute", ...document };
    await measure("decideReverification", post(bureau, "reverification", granted));
    await call(begin(second.subject));
    await call(post(second.subject, "conclusion", { opinion: "reliable" }));
    await call(post(mill, "response", { agreed: true }));
    return {};
  },
  above: {
    answerNonConformity: { units: 2, because },
    closeNonConformity: { units: 2, because },
    concludeVerification: { units: 2, because },
    respondToVerification: { units: 4, because },
    "decideReverification, approved": { units: 6, because },
  },
  unmeasured: {},
};

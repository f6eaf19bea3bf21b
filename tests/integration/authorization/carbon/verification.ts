import type { AuthorizationRows } from "../../../support/ownership.ts";

const document = { documentNumber: "X-1" };
const finding = { line: 1, found: "no sample", asked: "the samples", conservative: { tco2: "9", basis: "estimate" } };

/** A verification belongs to the entity of its report, the authorities of its area, and the verifier that it is assigned to. */
export const verificationAuthorization: AuthorizationRows = {
  ownership: {
    assignVerifier: { body: { verifierId: "none", ...document } },
    withdrawAssignment: { body: { reason: "illness" } },
    readVerification: {},
    beginVerification: {},
    raiseNonConformity: { body: finding },
    answerNonConformity: { params: { number: "1" }, body: { text: "attached" } },
    closeNonConformity: { params: { number: "1" }, body: { closed: true, text: "settled" } },
    concludeVerification: { body: { opinion: "reliable" } },
    respondToVerification: { body: { agreed: true } },
    decideReverification: { body: { granted: false, reason: "no new document", ...document } },
  },
};

import type { AuthorizationRows } from "../../../support/ownership.ts";
import { finding, reportStages } from "./report-stages.ts";

const document = { documentNumber: "X-1" };
type Named = Record<string, string>;
/** Reports that have come so far that an operation takes them further, each for one operation. */
const [toAssign, toWithdraw, toBegin, toQuestion, toClose, toConclude, toRedo]: readonly [Named, Named, Named, Named, Named, Named, Named] =
  [{}, {}, {}, {}, {}, {}, {}];
const [toAnswer, toRespond]: readonly [Named, Named] = [{}, {}];
const number = "1";
const assignment = { verifierId: "none", ...document };

/** A verification belongs to the entity of its report, the authorities of its area, and the verifier that it is assigned to. */
export const verificationAuthorization: AuthorizationRows = {
  ownership: {
    assignVerifier: { params: toAssign, body: assignment },
    withdrawAssignment: { params: toWithdraw, body: { reason: "illness" } },
    readVerification: { params: toRespond },
    beginVerification: { params: toBegin },
    raiseNonConformity: { params: toQuestion, body: finding },
    answerNonConformity: { params: toAnswer, body: { text: "attached" } },
    closeNonConformity: { params: toClose, body: { closed: true, text: "settled" } },
    concludeVerification: { params: toConclude, body: { opinion: "reliable" } },
    respondToVerification: { params: toRespond, body: { agreed: true } },
    decideReverification: { params: toRedo, body: { granted: false, reason: "no new document", ...document } },
  },
  async given(house, owner, verifier) {
    const { own, ofAnother } = await reportStages(house, owner, verifier);
    const put = async (named: Named, made: Promise<Named>) => Object.assign(named, await made);
    assignment.verifierId = verifier.partyId;
    // Of one entity one after the other: an invoice counts once.
    const ofOwner = async () => {
      await put(toAnswer, own("2023", "questioned"));
      await put(toRespond, own("2022", "concluded"));
    };
    await Promise.all([
      ofOwner(),
      put(toAssign, ofAnother("screened")),
      put(toWithdraw, ofAnother("assigned")),
      put(toBegin, ofAnother("assigned")),
      put(toQuestion, ofAnother("begun")),
      put(toClose, ofAnother("answered")),
      put(toConclude, ofAnother("begun")),
      put(toRedo, ofAnother("disputed")),
    ]);
    for (const named of [toAnswer, toClose]) Object.assign(named, { number });
    return {};
  },
};

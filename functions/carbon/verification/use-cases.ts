import { assignVerifier, withdrawAssignment } from "./assign.ts";
import { beginVerification } from "./begin.ts";
import { concludeVerification } from "./conclude.ts";
import { decideReverification } from "./decide-reverification.ts";
import { answerNonConformity, closeNonConformity, raiseNonConformity } from "./non-conformities.ts";
import { listVerifications, readVerification } from "./read-verifications.ts";
import { respondToVerification } from "./respond.ts";

/** The use cases of verification, by operation. */
export const verificationUseCases = {
  ...{ assignVerifier, withdrawAssignment, beginVerification, raiseNonConformity, answerNonConformity, closeNonConformity },
  ...{ concludeVerification, respondToVerification, decideReverification, listVerifications, readVerification },
};

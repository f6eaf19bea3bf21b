import type { Call } from "../../shared/http/api-handler.ts";
import { next } from "../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import type { Party } from "../../shared/members/members.ts";
import { registrationLifecycle } from "../../shared/members/registration-lifecycle.ts";
import { authorities, roleOfType } from "../../shared/members/vocabulary.ts";
import { type Change, changeParty } from "./change-party.ts";
import { freedClaim, isHeldBy } from "./claims/claim.ts";
import { take } from "./claims/take.ts";
import { type partiesEndpoints, partiesFacts } from "./contract.ts";
import type { PartiesPorts } from "./ports.ts";
import type { PartiesRefusal } from "./problems.ts";

type Decision = Omit<Call<typeof partiesEndpoints.decideAdmission>["body"], "admitted">;
type Decided = Promise<Outcome<Change, PartiesRefusal>>;

/**
 * Admits an applicant or refuses it. A refused applicant may be admitted later, if its code and its person are still there for it. Admitting
 * an authority takes two persons: its people decide for others, a bureau's set caps.
 */
export function decideAdmission(ports: PartiesPorts, call: Call<typeof partiesEndpoints.decideAdmission>) {
  const { admitted, ...decision } = call.body;
  return changeParty(ports, call, async (party) => {
    const { standing } = party;
    const after = next(registrationLifecycle, standing, "decideAdmission", admitted ? "admitted" : "refused");
    if (!after.ok) return refuse({ code: "standing-refuses", standing });
    return admitted ? admit(ports, party, decision) : refuseApplicant(ports, party, decision.reason);
  });
}

/** Admits; with a document despite open disputes, which anybody can open and under any number of subjects. They are decided later. */
async function admit({ own, clock }: PartiesPorts, party: Party, { reason, documentNumber }: Decision): Decided {
  const { partyId, creditCode, people, type } = party;
  const disputed = documentNumber === undefined ? own.firstOpenDispute(partyId) : undefined;
  const [claim, dispute] = await Promise.all([own.claim("credit-code", creditCode), disputed]);
  if (dispute) return refuse({ code: "registration-disputed", disputeId: dispute.disputeId });
  if (people === 0) return refuse({ code: "applicant-left" });
  const onePerson = !authorities.some((role) => role === roleOfType[type]);
  const data = { reason, ...(documentNumber !== undefined && { documentNumber }) };
  const admitted = { party: { standing: "admitted", standingReason: reason }, fact: partiesFacts.partyAdmitted, data } as const;
  const change: Change = { ...admitted, onePerson };
  if (isHeldBy(claim, partyId)) return accept(change);
  // Refused before, which freed the code: somebody else may have it by now, or take it at this moment.
  const taken = await take({ own }, claim, { kind: "credit-code", number: creditCode, by: partyId, partyId, at: clock.now() });
  return taken.ok ? accept({ ...change, writes: [own.claimPut(taken.value)] }) : taken;
}

async function refuseApplicant({ own }: PartiesPorts, { partyId, creditCode }: Party, reason: string): Decided {
  const claim = await own.claim("credit-code", creditCode);
  const writes = isHeldBy(claim, partyId) ? [own.claimPut(freedClaim(claim))] : [];
  const change = { party: { standing: "refused", standingReason: reason }, fact: partiesFacts.partyRefused, data: { reason } } as const;
  return accept({ ...change, onePerson: true, writes });
}

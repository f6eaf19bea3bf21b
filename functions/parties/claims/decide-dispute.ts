import type { Call } from "../../../shared/http/api-handler.ts";
import { type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { registrationLifecycle } from "../../../shared/members/registration-lifecycle.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { type partiesEndpoints, partiesFacts } from "../contract.ts";
import { partiesLifecycles } from "../lifecycles.ts";
import type { PartiesPorts } from "../ports.ts";
import type { PartiesRefusal } from "../problems.ts";
import { type Claim, isHeldBy, reservedClaim } from "./claim.ts";
import type { Dispute } from "./dispute.ts";
import { concernedBy, disputeView } from "./views.ts";

type DecideCall = Call<typeof partiesEndpoints.decideDispute>;
type Writes = readonly WriteFragment<never>[];

/** Days in which only the claimant may register a code that it won: otherwise whoever lost it would take it again. */
const daysReserved = 30;

/** Decides a dispute. What it changes is written with it; the other disputes about the number can then only be dismissed. */
export function decideDispute(ports: PartiesPorts, call: DecideCall) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof disputeView>, PartiesRefusal>(ports, call, async () => {
    const dispute = await own.dispute(params.partyId, params.disputeId);
    if (!dispute) return refuse({ code: "not-found" });
    const { state, disputeId, kind, number, partyId, claimantName, version } = dispute;
    const found = body.upheld ? "the number is the claimant's, and still held by the party" : "it is not";
    const after = next(partiesLifecycles.dispute, state, "decideDispute", found);
    if (!after.ok) return refuse({ code: "dispute-decided", state });
    const at = clock.now();
    const consequences = body.upheld ? await upheld(ports, dispute, body.reason, at) : accept([]);
    if (!consequences.ok) return consequences;
    const outcome = body.upheld ? ("upheld" as const) : ("dismissed" as const);
    const { documentNumber, reason } = body;
    const decided: Dispute = { ...dispute, state: after.value, decision: { documentNumber, reason, decidedAt: at }, version: version + 1 };
    const data = { disputeId, kind, number, partyId, claimantName, outcome, reason, documentNumber };
    const fact = own.state(partiesFacts.claimDecided, { ...factEnvelopeOf(caller, at, concernedBy(dispute)), data });
    return accept({ response: disputeView(decided), writes: [own.disputePut(decided), ...consequences.value, fact] });
  });
}

/** What changes for the party that registered, and for the number, when the claimant is right. */
async function upheld(ports: PartiesPorts, dispute: Dispute, reason: string, at: Instant): Promise<Outcome<Writes, PartiesRefusal>> {
  const { kind, number, partyId } = dispute;
  const claim = await ports.own.claim(kind, number);
  if (!isHeldBy(claim, partyId)) return refuse({ code: "not-held-any-more", number });
  return consequencesOf[kind](ports, dispute, claim, { reason, at });
}

type Consequences = (
  ports: PartiesPorts,
  dispute: Dispute,
  claim: Claim,
  decided: { reason: string; at: Instant },
) => Promise<Outcome<Writes, PartiesRefusal>>;

/** By what was disputed: a code is what a registration rests on, a licence what one of its sites rests on. */
const consequencesOf: Readonly<Record<Dispute["kind"], Consequences>> = {
  async "credit-code"({ own }, { partyId, claimantSubject, number }, claim, { reason, at }) {
    const party = required(await own.party(partyId), `party ${partyId}`);
    const standing = next(registrationLifecycle, party.standing, "decideDispute");
    // Another dispute was upheld between the reads of the claim and of the party.
    if (!standing.ok) return refuse({ code: "not-held-any-more", number });
    return accept([
      own.claimPut(reservedClaim(claim, claimantSubject, plusSeconds(at, daysReserved * 86_400))),
      own.partyPut({ ...party, standing: standing.value, standingReason: reason, version: party.version + 1 }),
    ]);
  },
  async licence({ own }, { partyId, claimant }, claim) {
    const siteId = required(claim.siteId, `site under licence ${claim.number}`);
    const site = required(await own.site(partyId, siteId), `site ${siteId}`);
    return accept([
      own.claimPut(reservedClaim(claim, claimant)),
      own.sitePut({ ...site, state: "licence-lost", version: site.version + 1 }),
    ]);
  },
};

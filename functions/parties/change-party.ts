import type { Call } from "../../shared/http/api-handler.ts";
import type { FactSchema } from "../../shared/kernel/fact.ts";
import { next } from "../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import type { Party } from "../../shared/members/members.ts";
import { registrationLifecycle } from "../../shared/members/registration-lifecycle.ts";
import { type ScopedCaller, scopeOf } from "../../shared/members/scope.ts";
import { type CommandCall, runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { type partiesEndpoints, partiesFacts } from "./contract.ts";
import type { PartiesPorts } from "./ports.ts";
import type { PartiesRefusal } from "./problems.ts";
import { partyView } from "./views.ts";

/** A change of a party and the fact that states it. */
export interface Change {
  readonly party: Partial<Party>;
  readonly fact: FactSchema;
  /** Data of the fact in addition to the party, its name and its code. */
  readonly data: object;
  /** Whether one person is enough, where the endpoint leaves that to the decision. */
  readonly onePerson?: boolean;
  /** What else changes with it. */
  readonly writes?: readonly WriteFragment<never>[];
}

/** Suspends a member. */
export function suspendParty(ports: PartiesPorts, call: Call<typeof partiesEndpoints.suspendParty>) {
  return changeStanding(ports, call, { event: "suspendParty", fact: partiesFacts.partySuspended });
}

/** Ends a suspension. */
export function reinstateParty(ports: PartiesPorts, call: Call<typeof partiesEndpoints.reinstateParty>) {
  return changeStanding(ports, call, { event: "reinstateParty", fact: partiesFacts.partyReinstated });
}

/** Puts a party on an exclusion list. */
export function recordExclusion(ports: PartiesPorts, call: Call<typeof partiesEndpoints.recordExclusion>) {
  const { list, documentNumber } = call.body;
  return changeParty(ports, call, ({ exclusions }) => {
    if (exclusions.includes(list)) return refuse({ code: "exclusion-exists", list });
    return accept({ party: { exclusions: [...exclusions, list] }, fact: partiesFacts.exclusionRecorded, data: { list, documentNumber } });
  });
}

/** Takes a party off an exclusion list. */
export function liftExclusion(ports: PartiesPorts, call: Call<typeof partiesEndpoints.liftExclusion>) {
  const { list } = call.params;
  const { documentNumber } = call.body;
  return changeParty(ports, call, ({ exclusions }) => {
    if (!exclusions.includes(list)) return refuse({ code: "exclusion-unknown", list });
    const left = exclusions.filter((each) => each !== list);
    return accept({ party: { exclusions: left }, fact: partiesFacts.exclusionLifted, data: { list, documentNumber } });
  });
}

function changeStanding(
  ports: PartiesPorts,
  call: Call<typeof partiesEndpoints.suspendParty>,
  { event, fact }: { readonly event: "suspendParty" | "reinstateParty"; readonly fact: FactSchema },
) {
  const { reason } = call.body;
  return changeParty(ports, call, ({ standing }) => {
    const after = next(registrationLifecycle, standing, event);
    if (!after.ok) return refuse({ code: "standing-refuses", standing });
    return accept({ party: { standing: after.value, standingReason: reason }, fact, data: { reason } });
  });
}

type PartyCall = CommandCall & { readonly caller: ScopedCaller; readonly params: { readonly partyId: string } };

/** Changes a party in the caller's area and states the fact. Parties outside that area are `not-found`. */
export function changeParty(
  ports: PartiesPorts,
  call: PartyCall,
  decide: (party: Party) => Outcome<Change, PartiesRefusal> | Promise<Outcome<Change, PartiesRefusal>>,
) {
  const { clock, own } = ports;
  const { caller, params } = call;
  return runCommand<ReturnType<typeof partyView>, PartiesRefusal>(ports, call, async () => {
    const party = await own.party(params.partyId);
    if (!party || !scopeOf(caller).answersFor(party.area)) return refuse({ code: "not-found" });
    const decided = await decide(party);
    if (!decided.ok) return decided;
    const { party: change, fact, data, onePerson = false, writes = [] } = decided.value;
    const changed = { ...party, ...change, version: party.version + 1 };
    const { partyId, name, creditCode, area } = party;
    const envelope = factEnvelopeOf(caller, clock.now(), { parties: [partyId], areas: [area] });
    return accept({
      response: partyView(changed),
      onePerson,
      writes: [own.partyPut(changed), ...writes, own.state(fact, { ...envelope, data: { partyId, name, creditCode, ...data } })],
    });
  });
}

import type { Call } from "../../shared/http/api-handler.ts";
import type { Caller } from "../../shared/http/caller.ts";
import { covers } from "../../shared/kernel/areas.ts";
import type { FactSchema } from "../../shared/kernel/fact.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import type { Party } from "../../shared/members/members.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import { type partiesEndpoints, partiesFacts } from "./contract.ts";
import type { PartiesPorts } from "./ports.ts";
import type { PartiesRefusal } from "./refusals.ts";
import { partyPut } from "./store.ts";
import { partyView } from "./views.ts";

/** A change of a party and the fact that states it. */
interface Change {
  readonly party: Partial<Party>;
  readonly fact: FactSchema;
  readonly data: object;
}

/** Admits an applicant or refuses it; a refused applicant may be admitted later. */
export function decideAdmission(ports: PartiesPorts, call: Call<typeof partiesEndpoints.decideAdmission>) {
  const { admitted, reason } = call.body;
  return changeParty(ports, call, "decideAdmission", ({ standing }) => {
    if (standing !== "applied" && standing !== "refused") return refuse({ code: "standing-refuses", standing });
    const fact = admitted ? partiesFacts.partyAdmitted : partiesFacts.partyRefused;
    return accept({ party: { standing: admitted ? "admitted" : "refused", standingReason: reason }, fact, data: { reason } });
  });
}

/** Suspends a member. */
export function suspendParty(ports: PartiesPorts, call: Call<typeof partiesEndpoints.suspendParty>) {
  return changeStanding(ports, call, "suspendParty", "admitted", "suspended", partiesFacts.partySuspended);
}

/** Ends a suspension. */
export function reinstateParty(ports: PartiesPorts, call: Call<typeof partiesEndpoints.reinstateParty>) {
  return changeStanding(ports, call, "reinstateParty", "suspended", "admitted", partiesFacts.partyReinstated);
}

/** Puts a party on an exclusion list. */
export function recordExclusion(ports: PartiesPorts, call: Call<typeof partiesEndpoints.recordExclusion>) {
  const { list, documentNumber } = call.body;
  return changeParty(ports, call, "recordExclusion", ({ exclusions }) => {
    if (exclusions.includes(list)) return refuse({ code: "exclusion-exists", list });
    return accept({ party: { exclusions: [...exclusions, list] }, fact: partiesFacts.exclusionRecorded, data: { list, documentNumber } });
  });
}

/** Takes a party off an exclusion list. */
export function liftExclusion(ports: PartiesPorts, call: Call<typeof partiesEndpoints.liftExclusion>) {
  const { list } = call.params;
  const { documentNumber } = call.body;
  return changeParty(ports, call, "liftExclusion", ({ exclusions }) => {
    if (!exclusions.includes(list)) return refuse({ code: "exclusion-unknown", list });
    const left = exclusions.filter((each) => each !== list);
    return accept({ party: { exclusions: left }, fact: partiesFacts.exclusionLifted, data: { list, documentNumber } });
  });
}

function changeStanding(
  ports: PartiesPorts,
  call: Call<typeof partiesEndpoints.suspendParty>,
  operation: string,
  from: Party["standing"],
  to: Party["standing"],
  fact: FactSchema,
) {
  const { reason } = call.body;
  return changeParty(ports, call, operation, ({ standing }) =>
    standing === from
      ? accept({ party: { standing: to, standingReason: reason }, fact, data: { reason } })
      : refuse({ code: "standing-refuses", standing }),
  );
}

/** Changes a party the caller answers for, with the fact, once. A party outside the caller's area is as unknown as one that is none. */
function changeParty(
  ports: PartiesPorts,
  call: { readonly caller: Caller; readonly params: { readonly partyId: string }; readonly body: unknown; readonly key: string },
  operation: string,
  decide: (party: Party) => Outcome<Change, PartiesRefusal>,
) {
  const { table, clock, members, dynamo } = ports;
  const { caller, params, body, key } = call;
  const command = { table, party: caller.partyId, operation, key, input: { params, body } };
  return runCommand<ReturnType<typeof partyView>, PartiesRefusal>({ dynamo, clock }, command, async () => {
    const party = await members.party(params.partyId);
    if (!party || (caller.role !== "operator" && !covers(caller.area, party.area))) return refuse({ code: "not-found" });
    const change = decide(party);
    if (!change.ok) return change;
    const at = clock.now();
    const next = { ...party, ...change.value.party, version: party.version + 1 };
    const { partyId, name, area } = party;
    const envelope = { factId: newId(at), occurredAt: at, actor: caller.subject, parties: [partyId], area };
    const fact = factWrite(table, change.value.fact, { ...envelope, data: { partyId, name, ...change.value.data } });
    return accept({ response: partyView(next), writes: [partyPut(table, next), fact] });
  });
}

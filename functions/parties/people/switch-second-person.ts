import type { Call } from "../../../shared/http/api-handler.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type partiesEndpoints, partiesFacts } from "../contract.ts";
import type { PartiesPorts } from "../ports.ts";
import type { PartiesRefusal } from "../problems.ts";
import { partyView } from "../views.ts";

/** Switches the second person on: a member's own decision, which makes it safer, so that one person takes it. */
export function switchSecondPersonOn(ports: PartiesPorts, call: Call<typeof partiesEndpoints.switchSecondPersonOn>) {
  return switchSecondPerson(ports, call, true);
}

/** Switches the second person off: a second person has to approve, or one of two could act alone whenever it wants. */
export function switchSecondPersonOff(ports: PartiesPorts, call: Call<typeof partiesEndpoints.switchSecondPersonOff>) {
  return switchSecondPerson(ports, call, false);
}

function switchSecondPerson(ports: PartiesPorts, call: Call<typeof partiesEndpoints.switchSecondPersonOn>, on: boolean) {
  const { clock, own } = ports;
  const { caller, params } = call;
  const { choice } = params;
  return runCommand<ReturnType<typeof partyView>, PartiesRefusal>(ports, call, async () => {
    const party = required(await own.party(caller.partyId), "party of a member");
    if (party.secondPersonFor.includes(choice) === on) return refuse({ code: "second-person-unchanged", choice });
    const others = party.secondPersonFor.filter((each) => each !== choice);
    const next = { ...party, secondPersonFor: on ? [...others, choice] : others, version: party.version + 1 };
    const { partyId, name, area } = party;
    const envelope = factEnvelopeOf(caller, clock.now(), { parties: [partyId], areas: [area] });
    return accept({
      response: partyView(next),
      writes: [own.partyPut(next), own.state(partiesFacts.secondPersonSwitched, { ...envelope, data: { partyId, name, choice, on } })],
    });
  });
}

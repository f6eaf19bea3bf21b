import type { Call } from "../../shared/http/api-handler.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { accept } from "../../shared/kernel/outcome.ts";
import { roleOfType } from "../../shared/members/vocabulary.ts";
import { runCommand } from "../../shared/store/command.ts";
import type { partiesEndpoints } from "./contract.ts";
import type { PartiesPorts } from "./ports.ts";
import type { PartiesRefusal } from "./problems.ts";

/** Lets another person act for the caller's party, in the same role and area. */
export function addPerson(ports: PartiesPorts, call: Call<typeof partiesEndpoints.addPerson>) {
  const { partyId, area, party } = call.caller;
  const { subject } = call.body;
  const role = roleOfType[required(party, "party of a member").type];
  return runCommand<{ subject: string; partyId: string; role: string }, PartiesRefusal>(ports, call, async () => {
    const current = required(await ports.own.party(partyId), "party of a member");
    const counted = { ...current, people: current.people + 1, version: current.version + 1 };
    return accept({
      response: { subject, partyId, role },
      writes: [ports.own.membershipPut({ subject, partyId, role, area }), ports.own.partyPut(counted)],
    });
  });
}

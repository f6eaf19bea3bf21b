import type { Call } from "../../shared/http/api-handler.ts";
import { city } from "../../shared/kernel/areas.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import type { Party } from "../../shared/members/members.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import { type partiesEndpoints, partiesFacts } from "./contract.ts";
import type { PartiesPorts } from "./ports.ts";
import type { PartiesRefusal } from "./refusals.ts";
import { partyPut } from "./store.ts";

/**
 * Declares enterprises to be associated. Those of one earlier group may be joined by others; two groups can't be merged by accident. Enrolments
 * made before keep the group they were made with.
 */
export function declareAssociates(ports: PartiesPorts, { caller, body, key }: Call<typeof partiesEndpoints.declareAssociates>) {
  const { table, clock, members, dynamo } = ports;
  const command = { table, party: caller.partyId, operation: "declareAssociates", key, input: body };
  return runCommand<{ associateGroup: string; partyIds: string[] }, PartiesRefusal>({ dynamo, clock }, command, async () => {
    const partyIds = [...new Set(body.partyIds)];
    const parties: Party[] = [];
    for (const [position, party] of (await Promise.all(partyIds.map((partyId) => members.party(partyId)))).entries()) {
      if (party?.type !== "enterprise") return refuse({ code: "not-an-enterprise", partyId: partyIds[position] ?? "" });
      parties.push(party);
    }
    const at = clock.now();
    const associateGroup = parties.find((party) => party.associateGroup)?.associateGroup ?? newId(at);
    const elsewhere = parties.find((party) => party.associateGroup !== undefined && party.associateGroup !== associateGroup);
    if (elsewhere) return refuse({ code: "associates-elsewhere", partyId: elsewhere.partyId });
    const envelope = { factId: newId(at), occurredAt: at, actor: caller.subject, parties: partyIds, area: city };
    const data = { associateGroup, partyIds, documentNumber: body.documentNumber };
    return accept({
      response: { associateGroup, partyIds },
      writes: [
        ...parties.map((party) => partyPut(table, { ...party, associateGroup, version: party.version + 1 })),
        factWrite(table, partiesFacts.associatesDeclared, { ...envelope, data }),
      ],
    });
  });
}

import type { Call } from "../../shared/http/api-handler.ts";
import { city } from "../../shared/kernel/areas.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import type { Party } from "../../shared/members/members.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import { type partiesEndpoints, partiesFacts } from "./contract.ts";
import type { PartiesPorts } from "./ports.ts";
import type { PartiesRefusal } from "./problems.ts";

/**
 * Declares enterprises to be associated, also with verifiers, which then do not verify them. Enterprises may be added to an existing group, but two groups are never merged, so no merge
 * happens by accident. Existing enrolments keep the group they were made with.
 */
export function declareAssociates(ports: PartiesPorts, call: Call<typeof partiesEndpoints.declareAssociates>) {
  const { clock, own } = ports;
  const { caller, body } = call;
  return runCommand<{ associateGroup: string; partyIds: string[] }, PartiesRefusal>(ports, call, async () => {
    const partyIds = [...new Set(body.partyIds)];
    const parties: Party[] = [];
    for (const [position, party] of (await Promise.all(partyIds.map(own.party))).entries()) {
      if (party?.type !== "enterprise" && party?.type !== "verifier")
        return refuse({ code: "not-an-enterprise", partyId: partyIds[position] ?? "" });
      parties.push(party);
    }
    const at = clock.now();
    const associateGroup = parties.find((party) => party.associateGroup)?.associateGroup ?? newId(at);
    const elsewhere = parties.find((party) => party.associateGroup !== undefined && party.associateGroup !== associateGroup);
    if (elsewhere) return refuse({ code: "associates-elsewhere", partyId: elsewhere.partyId });
    const response = { associateGroup, partyIds };
    const envelope = factEnvelopeOf(caller, at, { parties: partyIds, areas: [city] });
    return accept({
      response,
      writes: [
        ...parties.map((party) => own.partyPut({ ...party, associateGroup, version: party.version + 1 })),
        own.state(partiesFacts.associatesDeclared, { ...envelope, data: { ...response, documentNumber: body.documentNumber } }),
      ],
    });
  });
}

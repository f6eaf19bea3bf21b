import type { Call } from "../../shared/http/api-handler.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { accept } from "../../shared/kernel/outcome.ts";
import type { Site } from "../../shared/members/members.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import { take } from "./claims/take.ts";
import { type partiesEndpoints, partiesFacts } from "./contract.ts";
import type { PartiesPorts } from "./ports.ts";
import type { PartiesRefusal } from "./problems.ts";
import { siteView } from "./views.ts";

/** Registers a site under its discharge licence: one site per licence. */
export function registerSite(ports: PartiesPorts, call: Call<typeof partiesEndpoints.registerSite>) {
  const { clock, own } = ports;
  const { caller, body } = call;
  return runCommand<ReturnType<typeof siteView>, PartiesRefusal>(ports, call, async () => {
    const at = clock.now();
    const site: Site = { ...body, siteId: newId(at), partyId: caller.partyId, registeredAt: at, version: 1 };
    const { partyId, siteId, name, licenceNumber, area } = site;
    const taken = await take(ports, { kind: "licence", number: licenceNumber, by: partyId, partyId, siteId, at });
    if (!taken.ok) return taken;
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [area] });
    const fact = own.state(partiesFacts.siteRegistered, { ...envelope, data: { partyId, siteId, name, licenceNumber } });
    return accept({ response: siteView(site), writes: [own.claimPut(taken.value), own.sitePut(site), fact] });
  });
}

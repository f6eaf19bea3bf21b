import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { Site } from "../../../shared/members/sites.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type partiesEndpoints, partiesFacts } from "../contract.ts";
import type { PartiesPorts } from "../ports.ts";
import type { PartiesRefusal } from "../problems.ts";
import { siteStated, siteView } from "../views.ts";
import { checkLicenceNumber, checkValidity } from "./licence.ts";

/** Registers a site under the holder's own discharge licence: one site per licence. It waits for the bureau's confirmation. */
export function registerSite(ports: PartiesPorts, call: Call<typeof partiesEndpoints.registerSite>) {
  const { clock, own } = ports;
  const { caller, body } = call;
  return runCommand<ReturnType<typeof siteView>, PartiesRefusal>(ports, call, async () => {
    const party = await own.party(caller.partyId);
    if (!party) return refuse({ code: "not-found" });
    const at = clock.now();
    const numbered = checkLicenceNumber(body.licenceNumber, party.creditCode);
    if (!numbered.ok) return numbered;
    const valid = checkValidity(body, dayOf(at));
    if (!valid.ok) return valid;
    const { partyId } = caller;
    const site: Site = { ...body, siteId: newId(at), partyId, state: "unconfirmed", registeredAt: at, version: 1 };
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [site.area] });
    return accept({
      response: siteView(site),
      writes: [
        own.licencePut(site.licenceNumber),
        own.sitePut(site),
        own.holderPut(site),
        own.state(partiesFacts.siteRegistered, { ...envelope, data: siteStated(site, party) }),
      ],
    });
  });
}

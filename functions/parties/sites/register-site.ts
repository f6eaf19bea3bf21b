import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { Site } from "../../../shared/members/sites.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { isReservedFor } from "../claims/claim.ts";
import { take } from "../claims/take.ts";
import { type partiesEndpoints, partiesFacts } from "../contract.ts";
import type { PartiesPorts } from "../ports.ts";
import type { PartiesRefusal } from "../problems.ts";
import { siteStated, siteView } from "../views.ts";
import { checkLicenceNumber, checkValidity } from "./licence.ts";

/**
 * Registers a site under the holder's own discharge licence: one site per licence. Its number carries the holder's credit code, unless the
 * operator decided that the licence is the holder's. The site waits for the bureau's confirmation.
 */
export function registerSite(ports: PartiesPorts, call: Call<typeof partiesEndpoints.registerSite>) {
  const { clock, own } = ports;
  const { caller, body } = call;
  return runCommand<ReturnType<typeof siteView>, PartiesRefusal>(ports, call, async () => {
    const party = await own.party(caller.partyId);
    if (!party) return refuse({ code: "not-found" });
    const at = clock.now();
    const { partyId } = caller;
    const { licenceNumber } = body;
    const claim = await own.claim("licence", licenceNumber);
    const numbered = isReservedFor(claim, partyId) ? accept(true) : checkLicenceNumber(licenceNumber, party.creditCode);
    if (!numbered.ok) return numbered;
    const valid = checkValidity(body, dayOf(at));
    if (!valid.ok) return valid;
    const siteId = newId(at);
    const taken = await take(ports, claim, { kind: "licence", number: licenceNumber, by: partyId, partyId, siteId, at });
    if (!taken.ok) return taken;
    const site: Site = { ...body, siteId, partyId, state: "unconfirmed", registeredAt: at, version: 1 };
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [site.area] });
    return accept({
      response: siteView(site, dayOf(at)),
      writes: [
        own.claimPut(taken.value),
        own.sitePut(site),
        own.holderPut(site),
        own.state(partiesFacts.siteRegistered, { ...envelope, data: siteStated(site, party) }),
      ],
    });
  });
}

import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { validityOf } from "../../../shared/members/licence-in-force.ts";
import type { Site } from "../../../shared/members/sites.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type partiesEndpoints, partiesFacts } from "../contract.ts";
import type { PartiesPorts } from "../ports.ts";
import type { PartiesRefusal } from "../problems.ts";
import { siteStated, siteView } from "../views.ts";
import { checkValidity, type LicenceValidity } from "./licence.ts";
import { differences, particularsOf } from "./particulars.ts";

/**
 * Changes what the holder declared about its site, which then waits for the bureau again. Enrolments already made keep the particulars they
 * were made with.
 */
export function changeSite(ports: PartiesPorts, call: Call<typeof partiesEndpoints.changeSite>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof siteView>, PartiesRefusal>(ports, call, async () => {
    const [party, site] = await Promise.all([own.party(caller.partyId), own.site(caller.partyId, params.siteId)]);
    if (!party || !site) return refuse({ code: "not-found" });
    if (site.state === "licence-lost") return refuse({ code: "licence-lost", licenceNumber: site.licenceNumber });
    const at = clock.now();
    const valid = checkValidity(body, dayOf(at));
    if (!valid.ok) return valid;
    const changed: Site = { ...site, ...body, ...confirmedBefore(site, body), state: "unconfirmed", version: site.version + 1 };
    if (differences(site, changed).length === 0) return refuse({ code: "site-unchanged", siteId: site.siteId });
    const envelope = factEnvelopeOf(caller, at, { parties: [site.partyId], areas: [site.area] });
    const data = { ...siteStated(changed, party), before: particularsOf(site) };
    return accept({
      response: siteView(changed, dayOf(at)),
      writes: [own.sitePut(changed), own.state(partiesFacts.siteChanged, { ...envelope, data })],
    });
  });
}

/** The validity that the bureau confirmed, where the holder declares another one: that one counts once the bureau has confirmed it. */
function confirmedBefore(site: Site, declared: LicenceValidity): Pick<Site, "confirmedValidFrom" | "confirmedValidUntil"> {
  const confirmed = validityOf(site);
  const differs = confirmed && (confirmed.from !== declared.licenceValidFrom || confirmed.until !== declared.licenceValidUntil);
  return differs
    ? { confirmedValidFrom: confirmed.from, confirmedValidUntil: confirmed.until }
    : { confirmedValidFrom: undefined, confirmedValidUntil: undefined };
}

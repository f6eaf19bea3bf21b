import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { Site } from "../../../shared/members/sites.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type partiesEndpoints, partiesFacts } from "../contract.ts";
import type { PartiesPorts } from "../ports.ts";
import type { PartiesRefusal } from "../problems.ts";
import { siteStated, siteView } from "../views.ts";
import { checkValidity } from "./licence.ts";
import { differences, particularsOf } from "./particulars.ts";

type ConfirmCall = Call<typeof partiesEndpoints.confirmSite>;

/**
 * Confirms a site in the regulator's area with what the bureau found. The bureau states all particulars, so that it never confirms a change
 * that it has not seen: what differs from the declaration is a correction.
 */
export function confirmSite(ports: PartiesPorts, call: ConfirmCall) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof siteView>, PartiesRefusal>(ports, call, async () => {
    const holder = await own.holder(params.siteId);
    if (!holder || !scopeOf(caller).answersFor(holder.area)) return refuse({ code: "not-found" });
    const [party, site] = await Promise.all([own.party(holder.partyId), own.site(holder.partyId, params.siteId)]);
    if (!party || !site) return refuse({ code: "not-found" });
    if (site.state === "licence-lost") return refuse({ code: "licence-lost", licenceNumber: site.licenceNumber });
    const at = clock.now();
    const valid = checkValidity(body, dayOf(at));
    if (!valid.ok) return valid;
    const { correction, ...found } = body;
    const { confirmedValidFrom: _from, confirmedValidUntil: _until, ...declared } = site;
    const confirmed: Site = { ...declared, ...found, state: "confirmed", confirmedAt: at, version: site.version + 1 };
    const checked = checkConfirmation(call, site, differences(site, confirmed));
    if (!checked.ok) return checked;
    const envelope = factEnvelopeOf(caller, at, { parties: [site.partyId], areas: [...new Set([confirmed.area, site.area])] });
    const stated = siteStated(confirmed, party);
    const fact = checked.value
      ? own.state(partiesFacts.siteCorrected, { ...envelope, data: { ...stated, before: particularsOf(site), ...checked.value } })
      : own.state(partiesFacts.siteConfirmed, { ...envelope, data: stated });
    const moved = confirmed.area === site.area ? [] : [own.holderPut(confirmed)];
    return accept({ response: siteView(confirmed, dayOf(at)), writes: [own.sitePut(confirmed), ...moved, fact] });
  });
}

/** Reason and document of a correction; undefined if the bureau found what was declared. */
function checkConfirmation(
  { caller, body }: ConfirmCall,
  site: Site,
  fields: readonly string[],
): Outcome<ConfirmCall["body"]["correction"], PartiesRefusal> {
  const { siteId } = site;
  if (fields.length === 0) return site.state === "confirmed" ? refuse({ code: "site-already-confirmed", siteId }) : accept(undefined);
  if (!scopeOf(caller).answersFor(body.area)) return refuse({ code: "site-outside-your-area", area: caller.area, siteArea: body.area });
  return body.correction ? accept(body.correction) : refuse({ code: "correction-needs-document", siteId, fields });
}

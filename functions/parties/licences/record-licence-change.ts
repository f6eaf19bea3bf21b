import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf, plusDays } from "../../../shared/kernel/calendar.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { changeWithinDays } from "../../../shared/members/licence-rules.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type partiesEndpoints, partiesFacts } from "../contract.ts";
import type { PartiesPorts } from "../ports.ts";
import type { PartiesRefusal } from "../problems.ts";
import { licenceChangeView, siteStated } from "../views.ts";
import { checkLicenceChange } from "./change.ts";
import type { LicenceChange } from "./licence-store.ts";
import { siteOfCaller } from "./site-of-caller.ts";

/**
 * Records a change of what a licence says of the unit. A change of the discharge itself needs a new licence, and a change of the holder is not
 * possible at all; both are refused with the rule.
 */
export function recordLicenceChange(ports: PartiesPorts, call: Call<typeof partiesEndpoints.recordLicenceChange>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof licenceChangeView>, PartiesRefusal>(ports, call, async () => {
    const found = await siteOfCaller(ports, caller, params.siteId);
    if (!found) return refuse({ code: "not-found" });
    const { site, party } = found;
    const at = clock.now();
    const today = dayOf(at);
    const allowed = checkLicenceChange(site, body, today);
    if (!allowed.ok) return allowed;
    const inTime = today <= plusDays(body.changedOn, changeWithinDays);
    const change: LicenceChange = { ...body, changeId: newId(at), siteId: site.siteId, partyId: site.partyId, inTime, recordedAt: at };
    const envelope = factEnvelopeOf(caller, at, { parties: [site.partyId], areas: [site.area] });
    const { changeId, kind, to, changedOn, documentNumber } = change;
    const data = { ...siteStated(site, party), changeId, kind, to, changedOn, inTime, documentNumber };
    return accept({
      response: licenceChangeView(change),
      writes: [own.licenceChangePut(change), own.state(partiesFacts.licenceChanged, { ...envelope, data })],
    });
  });
}

/** Changes of a site's licence, newest first, for its holder and the authorities of its area. */
export async function listLicenceChanges(ports: PartiesPorts, { caller, params, query }: Call<typeof partiesEndpoints.listLicenceChanges>) {
  const found = await siteOfCaller(ports, caller, params.siteId);
  if (!found) return refuse({ code: "not-found" });
  const { items, ...rest } = await ports.own.licenceChanges(found.site.partyId, params.siteId, query);
  return accept({ response: { items: items.map(licenceChangeView), ...rest } });
}

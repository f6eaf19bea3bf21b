import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { plain, zero } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { siteAccount } from "../../../shared/ledger/account.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type licencesEndpoints, licencesFacts } from "../contract.ts";
import type { LicencesPorts } from "../ports.ts";
import type { LicencesRefusal } from "../problems.ts";
import { recordView } from "../views.ts";
import { checkStatement, particularsNow, recorded } from "./record-rules.ts";
import { siteInReach } from "./site-in-reach.ts";

/**
 * Records a permit in a site's licence, as the bureau found it: by itself, as a declaration said, or as a correction. From then on the permit
 * counts at the site, up to these tonnes; none takes it out of the licence.
 */
export function recordPermit(ports: LicencesPorts, call: Call<typeof licencesEndpoints.recordPermit>) {
  const { clock, own, members, ledger } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof recordView>, LicencesRefusal>(ports, call, async () => {
    const [found, before, position] = await Promise.all([
      siteInReach(members, caller, params.siteId),
      own.record(params.siteId, body.instrument),
      ledger.position(siteAccount(params.siteId), body.instrument),
    ]);
    if (!found) return refuse({ code: "not-found" });
    const { site, party } = found;
    const at = clock.now();
    const checked = checkStatement(site, body, position, dayOf(at));
    if (!checked.ok) return checked;
    const { tonnes, reason, documentNumber } = body;
    const record = recorded(before, particularsNow(party, site, body.instrument, at), tonnes, reason);
    if (!record.ok) return record;
    const envelope = factEnvelopeOf(caller, at, { parties: [site.partyId], areas: [site.area] });
    const { state, declaredTonnes, changedAt, ...stated } = recordView(record.value);
    const previousTonnes = plain(before?.recordedTonnes ?? zero);
    const data = { ...stated, previousTonnes, documentNumber, ...(reason !== undefined && { reason }) };
    return accept({
      response: recordView(record.value),
      writes: [own.recordPut(record.value), own.state(licencesFacts.permitRecorded, { ...envelope, data })],
    });
  });
}

import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { siteAccount } from "../../../shared/ledger/account.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type licencesEndpoints, licencesFacts } from "../contract.ts";
import type { LicencesPorts } from "../ports.ts";
import type { LicencesRefusal } from "../problems.ts";
import { recordView } from "../views.ts";
import { checkStatement, declared, particularsNow } from "./record-rules.ts";
import { siteInReach } from "./site-in-reach.ts";

/** Declares what stands in the licence of the caller's own site; it counts once the bureau has recorded it. */
export function declarePermit(ports: LicencesPorts, call: Call<typeof licencesEndpoints.declarePermit>) {
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
    const record = declared(before, particularsNow(party, site, body.instrument, at), body.tonnes);
    if (!record.ok) return record;
    const envelope = factEnvelopeOf(caller, at, { parties: [site.partyId], areas: [site.area] });
    const { state, declaredTonnes, changedAt, ...stated } = recordView(record.value);
    const data = { ...stated, declaredTonnes: plain(body.tonnes) };
    return accept({
      response: recordView(record.value),
      writes: [own.recordPut(record.value), own.state(licencesFacts.permitDeclared, { ...envelope, data })],
    });
  });
}

import type { Call } from "../../../shared/http/api-handler.ts";
import { plain, zero } from "../../../shared/kernel/decimal.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type licencesEndpoints, licencesFacts } from "../contract.ts";
import type { LicencesPorts } from "../ports.ts";
import type { LicencesRefusal } from "../problems.ts";
import { recordView } from "../views.ts";
import { recorded } from "./record-rules.ts";
import { basisOf } from "./statement.ts";

/**
 * Records a permit in a site's licence, as the bureau found it: by itself, as a declaration said, or as a correction. From then on the permit
 * counts at the site, up to these tonnes; none takes it out of the licence.
 */
export function recordPermit(ports: LicencesPorts, call: Call<typeof licencesEndpoints.recordPermit>) {
  const { own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof recordView>, LicencesRefusal>(ports, call, async () => {
    const basis = await basisOf(ports, caller, params.siteId, body);
    if (!basis.ok) return basis;
    const { at, before, particulars } = basis.value;
    const { tonnes, reason, documentNumber } = body;
    const record = recorded(before, particulars, tonnes, reason);
    if (!record.ok) return record;
    const envelope = factEnvelopeOf(caller, at, { parties: [particulars.partyId], areas: [particulars.area] });
    const { state, declaredTonnes, changedAt, ...stated } = recordView(record.value);
    const previousTonnes = plain(before?.recordedTonnes ?? zero);
    const data = { ...stated, previousTonnes, documentNumber, ...(reason !== undefined && { reason }) };
    return accept({
      response: recordView(record.value),
      writes: [own.recordPut(record.value), own.state(licencesFacts.permitRecorded, { ...envelope, data })],
    });
  });
}

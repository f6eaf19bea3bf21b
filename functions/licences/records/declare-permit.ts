import type { Call } from "../../../shared/http/api-handler.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type licencesEndpoints, licencesFacts } from "../contract.ts";
import type { LicencesPorts } from "../ports.ts";
import type { LicencesRefusal } from "../problems.ts";
import { recordView } from "../views.ts";
import { declared } from "./record-rules.ts";
import { basisOf } from "./statement.ts";

/** Declares what stands in the licence of the caller's own site; it counts once the bureau has recorded it. */
export function declarePermit(ports: LicencesPorts, call: Call<typeof licencesEndpoints.declarePermit>) {
  const { own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof recordView>, LicencesRefusal>(ports, call, async () => {
    const basis = await basisOf(ports, caller, params.siteId, body);
    if (!basis.ok) return basis;
    const { at, before, particulars } = basis.value;
    const record = declared(before, particulars, body.tonnes);
    if (!record.ok) return record;
    const envelope = factEnvelopeOf(caller, at, { parties: [particulars.partyId], areas: [particulars.area] });
    const { state, declaredTonnes, changedAt, ...stated } = recordView(record.value);
    const data = { ...stated, declaredTonnes: plain(body.tonnes) };
    return accept({
      response: recordView(record.value),
      writes: [own.recordPut(record.value), own.state(licencesFacts.permitDeclared, { ...envelope, data })],
    });
  });
}

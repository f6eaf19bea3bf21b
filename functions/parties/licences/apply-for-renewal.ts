import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { decideBy, isInTime } from "../../../shared/members/licence-in-force.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type partiesEndpoints, partiesFacts } from "../contract.ts";
import type { PartiesPorts } from "../ports.ts";
import type { PartiesRefusal } from "../problems.ts";
import { siteStated, siteView } from "../views.ts";
import { appliedFor, pendingRenewal } from "./renewal.ts";
import { siteOfCaller } from "./site-of-caller.ts";

/** Applies for the renewal of a site's licence, or records, as the bureau, the day on which the holder has applied. */
export function applyForLicenceRenewal(ports: PartiesPorts, call: Call<typeof partiesEndpoints.applyForLicenceRenewal>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof siteView>, PartiesRefusal>(ports, call, async () => {
    const found = await siteOfCaller(ports, caller, params.siteId);
    if (!found) return refuse({ code: "not-found" });
    const { site, party } = found;
    const at = clock.now();
    const today = dayOf(at);
    const applied = appliedFor(site, { appliedOn: body.appliedOn ?? today, byBureau: caller.role === "regulator", today });
    if (!applied.ok) return applied;
    const renewal = required(pendingRenewal(applied.value), `application of ${site.siteId}`);
    const { appliedOn, renews } = renewal;
    const envelope = factEnvelopeOf(caller, at, { parties: [site.partyId], areas: [site.area] });
    const data = {
      ...siteStated(site, party),
      ...{ appliedOn, renews, inTime: isInTime(renewal), decideBy: decideBy(renewal), documentNumber: body.documentNumber },
    };
    return accept({
      response: siteView(applied.value, today),
      writes: [own.sitePut(applied.value), own.state(partiesFacts.licenceRenewalApplied, { ...envelope, data })],
    });
  });
}

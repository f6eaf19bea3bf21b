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
import { checkValidity } from "../sites/licence.ts";
import { siteStated, siteView } from "../views.ts";
import { pendingRenewal, renewalDecided } from "./renewal.ts";
import { siteOfCaller } from "./site-of-caller.ts";

/** Decides about the renewal of a site's licence: grants it with a new validity, or refuses it. */
export function decideLicenceRenewal(ports: PartiesPorts, call: Call<typeof partiesEndpoints.decideLicenceRenewal>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof siteView>, PartiesRefusal>(ports, call, async () => {
    const found = await siteOfCaller(ports, caller, params.siteId);
    if (!found) return refuse({ code: "not-found" });
    const { site, party } = found;
    const at = clock.now();
    const today = dayOf(at);
    const valid = body.granted ? checkValidity(body.granted, today) : accept(true);
    if (!valid.ok) return valid;
    const decided = renewalDecided(site, body.granted, today);
    if (!decided.ok) return decided;
    const { appliedOn, renews } = required(pendingRenewal(site), `application of ${site.siteId}`);
    const envelope = factEnvelopeOf(caller, at, { parties: [site.partyId], areas: [site.area] });
    const data = {
      ...siteStated(decided.value, party),
      ...{ outcome: body.granted ? ("granted" as const) : ("refused" as const), appliedOn, renews, decidedOn: today },
      ...{ inTime: isInTime({ appliedOn, renews }), late: today > decideBy({ appliedOn }) },
      ...{ reason: body.reason, documentNumber: body.documentNumber },
    };
    return accept({
      response: siteView(decided.value, today),
      writes: [own.sitePut(decided.value), own.state(partiesFacts.licenceRenewalDecided, { ...envelope, data })],
    });
  });
}

import type { Call } from "../../shared/http/api-handler.ts";
import { dayOf } from "../../shared/kernel/calendar.ts";
import type { Instant } from "../../shared/kernel/clock.ts";
import type { Decimal } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { siteAccount, striped } from "../../shared/ledger/account.ts";
import type { Party } from "../../shared/members/members.ts";
import { scopeOf } from "../../shared/members/scope.ts";
import type { Site } from "../../shared/members/sites.ts";
import { need as needInstrument } from "../../shared/permits/instruments.ts";
import { areaOfPool, poolOf } from "../../shared/permits/pools.ts";
import { routeSource } from "../../shared/permits/routes.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { needFactId, type permitsEndpoints, permitsFacts } from "./contract.ts";
import { checkOffsetGround, tonnesToBuy } from "./need.ts";
import type { PermitsPorts } from "./ports.ts";
import type { PermitsRefusal } from "./problems.ts";
import { type Need, routeOf } from "./store.ts";
import { needView } from "./views.ts";

/**
 * Certifies what a project may buy and credits it to the project's site: the amount of its assessment goes by auction from now on. Sites outside the regulator's area are `not-found`. The site must be
 * confirmed, because its basin decides for good in which pool the need counts.
 */
export function certifyNeed(ports: PermitsPorts, call: Call<typeof permitsEndpoints.certifyNeed>) {
  const { clock, own, members, ledger, byAllocation } = ports;
  const { caller, body } = call;
  const { partyId, siteId, pollutant, project } = body;
  return runCommand<ReturnType<typeof needView>, PermitsRefusal>(ports, call, async () => {
    const [party, site] = await Promise.all([members.party(partyId), members.site(partyId, siteId)]);
    if (!party || !site || !scopeOf(caller).answersFor(site.area)) return refuse({ code: "not-found" });
    if (site.state !== "confirmed") return refuse({ code: "site-not-confirmed", siteId });
    const at = clock.now();
    const grounded = checkOffsetGround(body);
    if (!grounded.ok) return grounded;
    const toBuy = tonnesToBuy(body, party, dayOf(at));
    if (!toBuy.ok) return toBuy;
    const need: Need = { ...body, ...namesOf(party, site), ...placeOf(pollutant, site), ...beginning(toBuy.value, at) };
    const areas = [...new Set([need.poolArea, need.area])];
    const envelope = { ...factEnvelopeOf(caller, at, { parties: [partyId], areas }), factId: needFactId(pollutant, project) };
    const entry = ledger.newEntry({ ...envelope, cause: { kind: "need", reference: envelope.factId } });
    const instrument = needInstrument(pollutant, project);
    entry.transfer({ instrument, from: striped("issue", project), to: siteAccount(siteId), quantity: toBuy.value });
    const { state, certifiedAt, ...stated } = needView(need);
    const certified: WriteFragment<PermitsRefusal> = {
      ...own.state(permitsFacts.needCertified, { ...envelope, data: stated }),
      failure: { code: "need-exists", pollutant, project },
    };
    const route = own.routeEntered({ ...routeOf(need), reference: project, enteredBy: caller.subject, enteredAt: at });
    const name = routeOf(need);
    const free = byAllocation.routeFree<PermitsRefusal>(name, { code: "existing-amount-by-allocation", ...name, source: routeSource });
    return accept({ response: needView(need), writes: [certified, own.needPut(need), route, free, ...entry.writes()] });
  });
}

/** Names and numbers that a need keeps as they are when it is certified. */
function namesOf({ name: partyName, creditCode }: Party, { name: siteName, licenceNumber }: Site) {
  return { partyName, creditCode, siteName, licenceNumber };
}

/** Where a site's need of a pollutant counts: the site's area, the pool, and the pool's area. */
function placeOf(pollutant: string, { siteId, area, basin }: Site) {
  const pool = required(poolOf(pollutant, { area, basin }), `pool of ${pollutant} at site ${siteId}`);
  return { area, pool, poolArea: areaOfPool(pool) };
}

function beginning(toBuy: Decimal, at: Instant) {
  return { tonnesToBuy: toBuy, state: "certified", certifiedAt: at, version: 1 } as const;
}

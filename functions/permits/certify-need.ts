import type { Call } from "../../shared/http/api-handler.ts";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { siteAccount, striped } from "../../shared/ledger/account.ts";
import { scopeOf } from "../../shared/members/scope.ts";
import { need as needInstrument } from "../../shared/permits/instruments.ts";
import { poolOf } from "../../shared/permits/pools.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { needFactId, type permitsEndpoints, permitsFacts } from "./contract.ts";
import { tonnesToBuy } from "./need.ts";
import type { PermitsPorts } from "./ports.ts";
import type { PermitsRefusal } from "./problems.ts";
import type { Need } from "./store.ts";
import { needView } from "./views.ts";

/** Certifies what a project may buy and credits it to the project's site. Sites outside the regulator's area are `not-found`. */
export function certifyNeed(ports: PermitsPorts, call: Call<typeof permitsEndpoints.certifyNeed>) {
  const { clock, own, members, ledger } = ports;
  const { caller, body } = call;
  const { partyId, siteId, pollutant, project } = body;
  return runCommand<ReturnType<typeof needView>, PermitsRefusal>(ports, call, async () => {
    const [party, site, holder] = await Promise.all([members.party(partyId), members.site(partyId, siteId), own.holder(siteId)]);
    if (!party || !site || !scopeOf(caller).answersFor(site.area)) return refuse({ code: "not-found" });
    const at = clock.now();
    const toBuy = tonnesToBuy(body, party, dayOf(at));
    if (!toBuy.ok) return toBuy;
    const { area } = site;
    const pool = required(poolOf(pollutant, site), `pool of ${pollutant} at site ${siteId}`);
    const need: Need = { ...body, area, pool, tonnesToBuy: toBuy.value, state: "certified", certifiedAt: at, version: 1 };
    const envelope = { ...factEnvelopeOf(caller, at, { parties: [partyId], areas: [area] }), factId: needFactId(pollutant, project) };
    const entry = ledger.newEntry({ ...envelope, cause: { kind: "need", reference: envelope.factId } });
    const instrument = needInstrument(pollutant, project);
    entry.transfer({ instrument, from: striped("issue", project), to: siteAccount(siteId), quantity: toBuy.value });
    const { state, certifiedAt, ...stated } = needView(need);
    const certified: WriteFragment<PermitsRefusal> = {
      ...own.state(permitsFacts.needCertified, { ...envelope, data: stated }),
      failure: { code: "need-exists", pollutant, project },
    };
    const holderRow = holder ? [] : [own.holderPut({ siteId, partyId, area })];
    return accept({ response: needView(need), writes: [certified, own.needPut(need), ...holderRow, ...entry.writes()] });
  });
}

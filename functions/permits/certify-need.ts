import type { Call } from "../../shared/http/api-handler.ts";
import { covers, poolOf } from "../../shared/kernel/areas.ts";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { siteAccount, striped } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { need as needInstrument } from "../../shared/ledger/instrument.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { needFactId, type permitsEndpoints, permitsFacts } from "./contract.ts";
import { tonnesToBuy } from "./need.ts";
import type { PermitsPorts } from "./ports.ts";
import type { PermitsRefusal } from "./refusals.ts";
import { holderPut, type Need, needPut } from "./store.ts";
import { needView } from "./views.ts";

/** Certifies what a project may buy and credits it to the project's site. A site outside the regulator's area is as unknown as one that is none. */
export function certifyNeed(ports: PermitsPorts, { caller, body, key }: Call<typeof permitsEndpoints.certifyNeed>) {
  const { tables, clock, members, permits } = ports;
  const { partyId, siteId, pollutant, project } = body;
  const command = { table: tables.Permits, party: caller.partyId, operation: "certifyNeed", key, input: body };
  return runCommand<ReturnType<typeof needView>, PermitsRefusal>(ports, command, async () => {
    const [holder, site, known] = await Promise.all([members.party(partyId), members.site(partyId, siteId), permits.holder(siteId)]);
    if (!holder || !site || !covers(caller.area, site.area)) return refuse({ code: "not-found" });
    const at = clock.now();
    const toBuy = tonnesToBuy(body, holder, dayOf(at));
    if (!toBuy.ok) return toBuy;
    const { area } = site;
    const pool = required(poolOf(pollutant, site), `pool of ${pollutant} at site ${siteId}`);
    const need: Need = { ...body, area, pool, tonnesToBuy: toBuy.value, state: "certified", certifiedAt: at, version: 1 };
    const envelope = { factId: needFactId(pollutant, project), occurredAt: at, actor: caller.subject, parties: [partyId], area };
    const entry = new LedgerEntry<never>(tables.Ledger, { ...envelope, cause: { kind: "need", reference: envelope.factId } });
    const instrument = needInstrument(pollutant, project);
    entry.transfer({ instrument, from: striped("issue", project), to: siteAccount(siteId), quantity: toBuy.value });
    const { state, certifiedAt, ...stated } = needView(need);
    const fact = factWrite(tables.Permits, permitsFacts.needCertified, { ...envelope, data: stated });
    const exists: PermitsRefusal = { code: "need-exists", pollutant, project };
    const certified: WriteFragment<PermitsRefusal> = { ...fact, failure: exists };
    const holderRow = known ? [] : [holderPut(tables.Permits, { siteId, partyId, area })];
    return accept({ response: needView(need), writes: [certified, needPut(tables.Permits, need), ...holderRow, ...entry.writes()] });
  });
}

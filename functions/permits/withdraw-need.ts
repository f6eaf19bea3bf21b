import type { Call } from "../../shared/http/api-handler.ts";
import { covers } from "../../shared/kernel/areas.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { siteAccount, striped } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { need as needInstrument } from "../../shared/ledger/instrument.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import { type permitsEndpoints, permitsFacts } from "./contract.ts";
import type { PermitsPorts } from "./ports.ts";
import type { PermitsRefusal } from "./refusals.ts";
import { type Need, needPut } from "./store.ts";
import { needView } from "./views.ts";

/** Withdraws a need nothing was enrolled or bought with: all of it must still be available at the site. */
export function withdrawNeed(ports: PermitsPorts, { caller, params, body, key }: Call<typeof permitsEndpoints.withdrawNeed>) {
  const { tables, clock, permits } = ports;
  const { pollutant, project } = params;
  const command = { table: tables.Permits, party: caller.partyId, operation: "withdrawNeed", key, input: { params, body } };
  return runCommand<ReturnType<typeof needView>, PermitsRefusal>(ports, command, async () => {
    const need = await permits.need(pollutant, project);
    if (!need || !covers(caller.area, need.area)) return refuse({ code: "not-found" });
    if (need.state === "withdrawn") return refuse({ code: "need-already-withdrawn", pollutant, project, reason: need.reason ?? "" });
    const { partyId, siteId, area } = need;
    const at = clock.now();
    const withdrawn: Need = { ...need, state: "withdrawn", reason: body.reason, version: need.version + 1 };
    const envelope = { factId: newId(at), occurredAt: at, actor: caller.subject, parties: [partyId], area };
    const entry = new LedgerEntry<PermitsRefusal>(tables.Ledger, {
      ...envelope,
      cause: { kind: "need-withdrawal", reference: envelope.factId },
    });
    entry.transfer({
      instrument: needInstrument(pollutant, project),
      from: siteAccount(siteId),
      to: striped("issue", project),
      quantity: need.tonnesToBuy,
      otherwise: { code: "need-in-use", pollutant, project },
    });
    const data = { pollutant, project, partyId, siteId, reason: body.reason };
    return accept({
      response: needView(withdrawn),
      writes: [
        needPut(tables.Permits, withdrawn),
        factWrite(tables.Permits, permitsFacts.needWithdrawn, { ...envelope, data }),
        ...entry.writes(),
      ],
    });
  });
}

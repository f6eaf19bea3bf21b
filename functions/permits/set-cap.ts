import type { Call } from "../../shared/http/api-handler.ts";
import { areaOfPool } from "../../shared/kernel/areas.ts";
import { plain, zero } from "../../shared/kernel/decimal.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { accept } from "../../shared/kernel/outcome.ts";
import { capAccount, striped } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { headroom } from "../../shared/ledger/instrument.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import { headroomChange } from "./cap.ts";
import { type permitsEndpoints, permitsFacts } from "./contract.ts";
import type { PermitsPorts } from "./ports.ts";
import type { PermitsRefusal } from "./refusals.ts";
import { mayGovern } from "./scope.ts";
import { capPut } from "./store.ts";
import { capView } from "./views.ts";

/** Sets the cap of a year: the difference becomes headroom, or takes it away even below zero, which stops new issue. */
export function setCap(ports: PermitsPorts, { caller, params, body, key }: Call<typeof permitsEndpoints.setCap>) {
  const { tables, clock, ledger, permits } = ports;
  const command = { table: tables.Permits, party: caller.partyId, operation: "setCap", key, input: { params, body } };
  return runCommand<ReturnType<typeof capView>, PermitsRefusal>(ports, command, async () => {
    const { pool, pollutant, year } = params;
    const governs = mayGovern(caller, pool, pollutant);
    if (!governs.ok) return governs;
    const instrument = headroom(pollutant, pool, year);
    const [previous, position] = await Promise.all([permits.cap(params), ledger.position(capAccount(pool), instrument)]);
    const at = clock.now();
    const previousTonnes = previous?.capTonnes ?? zero;
    const change = headroomChange(previousTonnes, body.tonnes);
    const cap = {
      ...params,
      capTonnes: body.tonnes,
      documentNumber: body.documentNumber,
      setAt: at,
      version: (previous?.version ?? 0) + 1,
    };
    const envelope = { factId: newId(at), occurredAt: at, actor: caller.subject, parties: [], area: areaOfPool(pool) };
    const data = { ...params, tonnes: plain(body.tonnes), previousTonnes: plain(previousTonnes), documentNumber: body.documentNumber };
    const entry = new LedgerEntry<never>(tables.Ledger, { ...envelope, cause: { kind: "cap", reference: envelope.factId } });
    const issue = striped("issue", instrument);
    if (change.gt(0)) entry.transfer({ instrument, from: issue, to: capAccount(pool), quantity: change });
    if (change.lt(0)) entry.transfer({ instrument, from: capAccount(pool), to: issue, quantity: change.neg(), overdraw: true });
    return accept({
      response: capView(cap, position.available.plus(change)),
      writes: [
        capPut(tables.Permits, cap),
        factWrite(tables.Permits, permitsFacts.capSet, { ...envelope, data }),
        ...(change.isZero() ? [] : entry.writes()),
      ],
    });
  });
}

import type { Call } from "../../shared/http/api-handler.ts";
import { areaOfPool } from "../../shared/kernel/areas.ts";
import { plain } from "../../shared/kernel/decimal.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { accept } from "../../shared/kernel/outcome.ts";
import { reserveAccount, striped } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { quota } from "../../shared/ledger/instrument.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import { type permitsEndpoints, permitsFacts } from "./contract.ts";
import type { PermitsPorts } from "./ports.ts";
import type { PermitsRefusal } from "./refusals.ts";
import { mayGovern } from "./scope.ts";
import { additionPut } from "./store.ts";
import { additionView } from "./views.ts";

/** Adds quota to the reserve of a pool. Quota has no term yet, so it takes no headroom before permits are issued from it. */
export function addToReserve(ports: PermitsPorts, { caller, params, body, key }: Call<typeof permitsEndpoints.addToReserve>) {
  const { tables, clock } = ports;
  const command = { table: tables.Permits, party: caller.partyId, operation: "addToReserve", key, input: { params, body } };
  return runCommand<ReturnType<typeof additionView>, PermitsRefusal>(ports, command, async () => {
    const { pool, pollutant } = params;
    const governs = mayGovern(caller, pool, pollutant);
    if (!governs.ok) return governs;
    const at = clock.now();
    const addition = { ...body, additionId: newId(at), addedAt: at };
    const { addedAt, ...stated } = addition;
    const envelope = { factId: addition.additionId, occurredAt: at, actor: caller.subject, parties: [], area: areaOfPool(pool) };
    const entry = new LedgerEntry<never>(tables.Ledger, { ...envelope, cause: { kind: "reserve", reference: addition.additionId } });
    entry.transfer({
      instrument: quota(pollutant, pool),
      from: striped("issue", addition.additionId),
      to: reserveAccount(pool),
      quantity: body.tonnes,
    });
    return accept({
      response: additionView(addition),
      writes: [
        additionPut(tables.Permits, pool, pollutant, addition),
        factWrite(tables.Permits, permitsFacts.reserveAdded, {
          ...envelope,
          data: { ...stated, tonnes: plain(body.tonnes), pool, pollutant },
        }),
        ...entry.writes(),
      ],
    });
  });
}

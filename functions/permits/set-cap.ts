import type { Call } from "../../shared/http/api-handler.ts";
import { plain, zero } from "../../shared/kernel/decimal.ts";
import { accept } from "../../shared/kernel/outcome.ts";
import { capAccount, striped } from "../../shared/ledger/account.ts";
import { scopeOf } from "../../shared/members/scope.ts";
import { headroom } from "../../shared/permits/instruments.ts";
import { checkPoolChange } from "../../shared/permits/pool-change.ts";
import { areaOfPool } from "../../shared/permits/pools.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import { headroomChange } from "./cap.ts";
import { type permitsEndpoints, permitsFacts } from "./contract.ts";
import type { PermitsPorts } from "./ports.ts";
import type { PermitsRefusal } from "./problems.ts";
import type { Cap } from "./store.ts";
import { capView } from "./views.ts";

/** Sets the cap of a year. The difference is added to the headroom or taken from it, even below zero, which blocks new issues. */
export function setCap(ports: PermitsPorts, call: Call<typeof permitsEndpoints.setCap>) {
  const { clock, own, ledger } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof capView>, PermitsRefusal>(ports, call, async () => {
    const checked = checkPoolChange({ ...scopeOf(caller), area: caller.area }, params);
    if (!checked.ok) return checked;
    const { pool, pollutant, year } = params;
    const { tonnes, documentNumber } = body;
    const account = capAccount(pool);
    const instrument = headroom(pollutant, pool, year);
    const [previous, position] = await Promise.all([own.cap(params), ledger.position(account, instrument)]);
    const previousTonnes = previous?.capTonnes ?? zero;
    const change = headroomChange(previousTonnes, tonnes);
    const at = clock.now();
    const cap: Cap = { ...params, capTonnes: tonnes, documentNumber, setAt: at, version: (previous?.version ?? 0) + 1 };
    const envelope = factEnvelopeOf(caller, at, { parties: [], areas: [areaOfPool(pool)] });
    const data = { ...params, tonnes: plain(tonnes), previousTonnes: plain(previousTonnes), documentNumber };
    const entry = ledger.newEntry({ ...envelope, cause: { kind: "cap", reference: envelope.factId } });
    const issue = striped("issue", instrument);
    if (change.gt(0)) entry.transfer({ instrument, from: issue, to: account, quantity: change });
    if (change.lt(0)) entry.transfer({ instrument, from: account, to: issue, quantity: change.neg(), overdraw: true });
    return accept({
      response: capView(cap, position.available.plus(change)),
      writes: [
        own.capPut(cap),
        own.state(permitsFacts.capSet, { ...envelope, data }),
        // The same tonnes under another document move nothing.
        ...(change.isZero() ? [] : entry.writes()),
      ],
    });
  });
}

import type { Call } from "../../shared/http/api-handler.ts";
import { accept } from "../../shared/kernel/outcome.ts";
import { reserveAccount, striped } from "../../shared/ledger/account.ts";
import { scopeOf } from "../../shared/members/scope.ts";
import { quota } from "../../shared/permits/instruments.ts";
import { checkPoolChange } from "../../shared/permits/pool-change.ts";
import { areaOfPool } from "../../shared/permits/pools.ts";
import type { Addition } from "../../shared/permits/reserve-additions.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import { type permitsEndpoints, permitsFacts } from "./contract.ts";
import type { PermitsPorts } from "./ports.ts";
import type { PermitsRefusal } from "./problems.ts";
import { checkSource } from "./reserve-source.ts";
import { additionView } from "./views.ts";

/** Adds quota that was nobody's to the reserve of a pool. Quota has no term, so it takes no headroom until permits are issued from it. */
export function addToReserve(ports: PermitsPorts, call: Call<typeof permitsEndpoints.addToReserve>) {
  const { clock, own, ledger } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof additionView>, PermitsRefusal>(ports, call, async () => {
    const checked = checkPoolChange({ ...scopeOf(caller), area: caller.area }, params);
    if (!checked.ok) return checked;
    const source = checkSource(body.source);
    if (!source.ok) return source;
    const { pool, pollutant } = params;
    const envelope = factEnvelopeOf(caller, clock.now(), { parties: [], areas: [areaOfPool(pool)] });
    const addition: Addition = { ...body, additionId: envelope.factId, addedAt: envelope.occurredAt };
    const { addedAt, ...stated } = additionView(addition);
    const entry = ledger.newEntry({ ...envelope, cause: { kind: "reserve", reference: addition.additionId } });
    entry.transfer({
      instrument: quota(pollutant, pool),
      from: striped("issue", addition.additionId),
      to: reserveAccount(pool),
      quantity: body.tonnes,
    });
    return accept({
      response: additionView(addition),
      writes: [
        own.additionPut(params, addition),
        own.state(permitsFacts.reserveAdded, { ...envelope, data: { ...stated, pool, pollutant } }),
        ...entry.writes(),
      ],
    });
  });
}

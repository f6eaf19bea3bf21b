import type { Call } from "../../shared/http/api-handler.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { reserveAccount, striped } from "../../shared/ledger/account.ts";
import { scopeOf } from "../../shared/members/scope.ts";
import { quota } from "../../shared/permits/instruments.ts";
import { checkPoolChange } from "../../shared/permits/pool-change.ts";
import { areaOfPool } from "../../shared/permits/pools.ts";
import { type Addition, reserveBlock } from "../../shared/permits/reserve-additions.ts";
import { runCommand } from "../../shared/store/command.ts";
import { decodeFact, factEnvelopeOf, factKey } from "../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { type permitsEndpoints, permitsFacts } from "./contract.ts";
import type { PermitsPorts } from "./ports.ts";
import type { PermitsRefusal } from "./problems.ts";
import { cutExceeded, cutOf } from "./renewal-cut.ts";
import { checkSource } from "./reserve-source.ts";
import { additionView } from "./views.ts";

/**
 * Adds quota that was nobody's to the reserve of a pool, or that a renewal cut after its permits had expired. Quota has no term, so it takes no
 * headroom until permits are issued from it.
 */
export function addToReserve(ports: PermitsPorts, call: Call<typeof permitsEndpoints.addToReserve>) {
  const { clock, own, ledger } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof additionView>, PermitsRefusal>(ports, call, async () => {
    const checked = checkPoolChange({ ...scopeOf(caller), area: caller.area }, params);
    if (!checked.ok) return checked;
    const { pool, pollutant } = params;
    const cut = await cutUse(ports, params, body);
    if (!cut.ok) return cut;
    const envelope = factEnvelopeOf(caller, clock.now(), { parties: [], areas: [areaOfPool(pool)] });
    const { renewalFactId, ...asked } = body;
    const named = renewalFactId !== undefined && { renewalFactId };
    const addition: Addition = { ...asked, ...named, additionId: envelope.factId, addedAt: envelope.occurredAt };
    const { addedAt, ...stated } = additionView(addition);
    const entry = ledger.newEntry({ ...envelope, cause: { kind: "reserve", reference: addition.additionId } });
    entry.transfer({
      instrument: quota(pollutant, pool),
      from: striped("issue", addition.additionId),
      to: reserveAccount(pool),
      quantity: body.tonnes,
    });
    entry.delivers(reserveAccount(pool), quota(pollutant, pool), reserveBlock(params, addition.additionId));
    return accept({
      response: additionView(addition),
      writes: [
        own.additionPut(params, addition),
        ...cut.value,
        own.state(permitsFacts.reserveAdded, {
          ...envelope,
          data: { ...stated, pool, pollutant, blockReference: reserveBlock(params, addition.additionId) },
        }),
        ...entry.writes(),
      ],
    });
  });
}

type AddCall = Call<typeof permitsEndpoints.addToReserve>;

/** The writes by which an addition uses up the cut that it names; none where it comes from nobody. */
async function cutUse(
  { own, allocations }: PermitsPorts,
  params: AddCall["params"],
  { source, tonnes, renewalFactId }: AddCall["body"],
): Promise<Outcome<readonly WriteFragment<PermitsRefusal>[], PermitsRefusal>> {
  if (renewalFactId === undefined) {
    const checked = checkSource(source);
    return checked.ok ? accept([]) : checked;
  }
  const fact = source === "initial-allocation-cut" ? await allocations.read(factKey(renewalFactId), decodeFact) : undefined;
  const cut = cutOf(fact, params);
  if (!cut.ok) return cut;
  const exceeded = cutExceeded({ cut: cut.value.tonnes, tonnes, renewalFactId });
  return tonnes.gt(cut.value.tonnes) ? refuse(exceeded) : accept([own.cutUsed(params, cut.value, tonnes, exceeded)]);
}

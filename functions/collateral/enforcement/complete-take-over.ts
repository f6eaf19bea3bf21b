import type { Call } from "../../../shared/http/api-handler.ts";
import type { Caller } from "../../../shared/http/caller.ts";
import { decimal, zero } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { blockReference } from "../../../shared/ledger/block-reference.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { areaOfInstrument } from "../../../shared/permits/pools.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { pledgeSource } from "../pledges/rules.ts";
import type { CollateralRefusal } from "../problems.ts";
import { openRegister } from "../register/change-register.ts";
import { markedSlices } from "../register/enforced-slices.ts";
import { freezeInForce, quantityOf } from "../register/register.ts";
import type { enforcementEndpoints } from "./contract.ts";
import { endingEnvelope } from "./ending.ts";
import { enforcementLifecycle } from "./lifecycles.ts";
import { payOut } from "./pay-out.ts";
import type { EnforcementPorts } from "./ports.ts";
import type { Enforcement, TakeOver } from "./rows.ts";
import { type TakenSaid, takers } from "./takers.ts";
import { type EnforcementView, enforcementView, type TakenOver } from "./views.ts";

/**
 * Completes a take-over as its taker: tonnes, price and debts in one transaction. Every pledge and every freeze on the tonnes ends here; a
 * freeze in force bars it.
 */
export function completeTakeOver(ports: EnforcementPorts, call: Call<typeof enforcementEndpoints.completeTakeOver>) {
  const { clock, own, ledger } = ports;
  const { caller, params, body } = call;
  return runCommand<EnforcementView, CollateralRefusal>(ports, call, async () => {
    const enforcement = await own.enforcement(params.enforcementId);
    const { takeOver } = enforcement ?? {};
    if (!enforcement || !takeOver || !mayTake(caller, enforcement, takeOver)) return refuse({ code: "not-found" });
    const state = next(enforcementLifecycle, enforcement.state, "completeTakeOver");
    if (!state.ok) return state;
    const { account, instrument, enforcementId, pledgorId, area } = enforcement;
    const open = await openRegister(ports, enforcement, { partyId: pledgorId, area });
    const marked = markedSlices(open.register.slices, enforcementId);
    const frozen = marked.find((slice) => freezeInForce(slice) !== undefined);
    const freeze = frozen && freezeInForce(frozen);
    if (frozen && freeze) {
      const { sliceId } = frozen;
      return refuse({ code: "frozen", account, instrument, sliceId, freezeId: freeze.freezeId, source: pledgeSource("freeze") });
    }
    const at = clock.now();
    // It ended with its right, whether the register has heard of that or not.
    if (marked.length === 0 || isExpired(instrument, at))
      return refuse({ code: "position-expired", account, instrument, source: pledgeSource("released") });
    const site = takeOver.siteId === undefined ? undefined : await ports.members.site(caller.partyId, takeOver.siteId);
    const envelope = endingEnvelope(caller, at, enforcement, site?.area);
    const quantity = quantityOf(marked);
    const taken = await takers[takeOver.taker](ports, {
      ...{ enforcement, takeOver, open, quantity, caller, at, project: body.project, factId: envelope.factId },
    });
    if (!taken.ok) return taken;
    const { money, shortage, change, move, writes, said, deliveredTo } = taken.value;
    const entry = ledger.newEntry<CollateralRefusal>({ ...envelope, cause: { kind: "enforcement-end", reference: enforcementId } });
    move(entry);
    const takenOver = await takenOverOf(ports, { enforcement, takeOver, caller, said });
    entry.delivers(deliveredTo.account, deliveredTo.instrument, takenOver.blockReference);
    const sold = marked.map((slice) => ({ slice, quantity: decimal(slice.quantity) }));
    const ended = await payOut(ports, entry, {
      ...{ enforcement, state: state.value, open, slices: change.slices, sold, offered: sold, movesTonnes: true, at, by: caller },
      ...{ proceeds: decimal(takeOver.priceCny), forfeited: zero, from: money, shortage },
      takenOver,
    });
    return accept({ response: enforcementView(ended.enforcement, caller), writes: [...ended.writes, ...writes] });
  });
}

/** A take-over as its fact says it: the taker with the names of now, and what it got. */
async function takenOverOf(
  { members }: EnforcementPorts,
  {
    enforcement,
    takeOver,
    caller,
    said,
  }: { readonly enforcement: Enforcement; readonly takeOver: TakeOver; readonly caller: Caller; readonly said: TakenSaid },
): Promise<TakenOver> {
  const { taker, priceCny } = takeOver;
  const { enforcementId, instrument, pledgorId } = enforcement;
  const stated = { taker, priceCny, ...said, blockReference: said.blockReference ?? blockReference(instrument, enforcementId) };
  if (taker === "reserve") return { ...stated, betweenAssociates: false };
  const [party, pledgor] = await Promise.all([members.party(caller.partyId), members.party(pledgorId)]);
  const { partyId, name: partyName, creditCode, associateGroup } = required(party, "party of a taker");
  const betweenAssociates = partyId === pledgorId || (associateGroup !== undefined && associateGroup === pledgor?.associateGroup);
  return { ...stated, partyId, partyName, creditCode, betweenAssociates };
}

/** Whether a caller is the taker: the member, or for the reserve the regulator that answers for its pool. */
function mayTake(caller: Caller, { instrument }: Enforcement, { taker, partyId }: TakeOver): boolean {
  if (taker !== "reserve") return partyId === caller.partyId;
  return caller.role === "regulator" && scopeOf(caller).answersFor(areaOfInstrument(instrument));
}

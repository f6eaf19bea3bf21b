import { offsetUnits } from "../../../shared/carbon/instruments.ts";
import type { Call } from "../../../shared/http/api-handler.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, sum, zero } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { partyAccount, striped } from "../../../shared/ledger/account.ts";
import type { Position } from "../../../shared/ledger/rows.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { AllowancePorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import type { surrenderEndpoints } from "./contract.ts";
import { isObliged, openTonnes } from "./obligation.ts";
import { checkOrder, freeRanges, tonnesOfRanges, useRanges } from "./offsets.ts";
import type { SurrenderObligation } from "./rows.ts";
import { sourceOf } from "./rules.ts";
import { recordedSurrender } from "./surrender-record.ts";
import { checkAllowance, exceedsFree, positionsOf, surrenderable, type TakenAllowance, takenInOrder } from "./taken-allowances.ts";
import type { SurrenderView } from "./views.ts";

type Body = Call<typeof surrenderEndpoints.surrenderAllowances>["body"];

/** Surrenders allowances and certified reductions of the caller: both are retired in one entry with the obligation that they meet. */
export function surrenderAllowances(ports: AllowancePorts, call: Call<typeof surrenderEndpoints.surrenderAllowances>) {
  const { clock, own, members } = ports;
  const { caller, body } = call;
  const { partyId } = caller;
  return runCommand<SurrenderView, CarbonRefusal>(ports, call, async () => {
    const { year, offsets = [] } = body;
    if (isEmpty(body)) return refuse({ code: "nothing-to-surrender" });
    const [obligation, party] = await Promise.all([own.obligation(partyId, year), members.party(partyId)]);
    if (!obligation || !isObliged(obligation) || !party)
      return refuse({ code: "no-obligation", partyId, year, source: sourceOf("surrender") });
    const ordered = checkOrder(offsets);
    if (!ordered.ok) return ordered;
    const offsetTonnes = tonnesOfRanges(offsets);
    const within = checkAmounts(obligation, askedFor(body), offsetTonnes);
    if (!within.ok) return within;
    const at = clock.now();
    const taken = takenBy(body, await positionsOf(ports, partyId), obligation, at);
    if (!taken.ok) return taken;
    const free = await freeRanges(own, offsets);
    if (!free.ok) return free;
    const surrendering = { kind: "surrender", obligation, party, at, allowances: taken.value, offsets } as const;
    const { view, entity, envelope, writes } = recordedSurrender(ports, caller, surrendering, (entry) => {
      const retired = striped("retired", `${partyId}.${year}`);
      for (const part of taken.value) {
        entry.transfer({ instrument: part.instrument, from: partyAccount(partyId), to: retired, quantity: part.tonnes });
      }
      for (const range of offsets) {
        const from = striped("issue", `${partyId}.${year}`);
        entry.transfer({ instrument: offsetUnits(range.kind), from, to: retired, quantity: tonnesOfRanges([range]) });
      }
    });
    const used = useRanges(own, { ranges: offsets, turns: free.value }, { entity, surrenderId: view.surrenderId, envelope });
    return accept({ response: view, writes: [...writes, ...used] });
  });
}

function isEmpty({ tonnes, allowances, offsets = [] }: Body): boolean {
  const named = allowances !== undefined && allowances.length > 0;
  return (tonnes === undefined && !named && offsets.length === 0) || (tonnes !== undefined && named);
}

/** Allowances that are asked for: so many, or those that are named. */
function askedFor({ tonnes, allowances = [] }: Body): Decimal {
  return sum([tonnes ?? zero, ...allowances.map((part) => part.tonnes)]);
}

/** The allowances that a call takes: those it names, or the oldest valid ones. */
function takenBy(
  { tonnes, allowances = [] }: Body,
  positions: readonly Position[],
  { market }: SurrenderObligation,
  at: Instant,
): Outcome<readonly TakenAllowance[], CarbonRefusal> {
  if (tonnes !== undefined) {
    const taken = takenInOrder(surrenderable(positions, market, at), tonnes);
    return taken ? accept(taken) : refuse(exceedsFree(positions, market, tonnes, at));
  }
  const byName = new Map<string, Decimal>();
  for (const part of allowances) byName.set(part.instrument, part.tonnes.plus(byName.get(part.instrument) ?? zero));
  for (const [instrument, wanted] of byName) {
    const usable = checkAllowance(instrument, market, at);
    if (!usable.ok) return usable;
    const named = positions.filter((each) => each.instrument === instrument);
    const available = sum(named.map((each) => each.available));
    if (available.lt(wanted)) return refuse(exceedsFree(named, market, wanted, at));
  }
  return accept([...byName].map(([instrument, wanted]) => ({ instrument, tonnes: wanted })));
}

/** Whether no more is surrendered than is open, and no more offsets than the market allows. */
function checkAmounts(obligation: SurrenderObligation, allowances: Decimal, offsets: Decimal): Outcome<undefined, CarbonRefusal> {
  const { offsetTonnes: used, offsetLimitTonnes: limit } = obligation;
  const source = sourceOf("surrender");
  if (used.plus(offsets).gt(limit)) return refuse({ code: "offset-share-exceeded", tonnes: offsets, used, limit, source });
  const [open, tonnes] = [openTonnes(obligation), allowances.plus(offsets)];
  return tonnes.gt(open) ? refuse({ code: "surrender-above-open", tonnes, open, source }) : accept(undefined);
}

import { allowanceTerm, offsetUnits } from "../../../shared/carbon/instruments.ts";
import type { Call } from "../../../shared/http/api-handler.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, plain, sum, zero } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { partyAccount, striped } from "../../../shared/ledger/account.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import type { Position } from "../../../shared/ledger/rows.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { AllowancePorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import { type surrenderEndpoints, surrenderFacts } from "./contract.ts";
import { type ObligedEntity, obligationAfter, openTonnes } from "./obligation.ts";
import { checkRanges, tonnesOfRanges, useRanges } from "./offsets.ts";
import type { Surrender, SurrenderObligation } from "./rows.ts";
import { sourceOf } from "./rules.ts";
import { surrenderable, type TakenAllowance, takenInOrder } from "./taken-allowances.ts";
import { type SurrenderView, surrenderView } from "./views.ts";

type Body = Call<typeof surrenderEndpoints.surrenderAllowances>["body"];

/** Surrenders allowances and certified reductions of the caller: both are retired in one entry with the obligation that they meet. */
export function surrenderAllowances(ports: AllowancePorts, call: Call<typeof surrenderEndpoints.surrenderAllowances>) {
  const { clock, own, ledger, members } = ports;
  const { caller, body } = call;
  const { partyId } = caller;
  return runCommand<SurrenderView, CarbonRefusal>(ports, call, async () => {
    const { year, offsets = [] } = body;
    if (isEmpty(body)) return refuse({ code: "nothing-to-surrender" });
    const [obligation, party] = await Promise.all([own.obligation(partyId, year), members.party(partyId)]);
    if (!obligation || obligation.basis === "none" || !party)
      return refuse({ code: "no-obligation", partyId, year, source: sourceOf("surrender") });
    const at = clock.now();
    const positions = await positionsOf(ports, partyId);
    const taken = takenBy(body, positions, obligation, at);
    if (!taken.ok) return taken;
    const checked = await checkRanges(own, offsets);
    if (!checked.ok) return checked;
    const offsetTonnes = tonnesOfRanges(offsets);
    const tonnes = sum([offsetTonnes, ...taken.value.map((part) => part.tonnes)]);
    const within = checkAmounts(obligation, tonnes, offsetTonnes);
    if (!within.ok) return within;
    const entity = entityOf(obligation, party);
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [entity.area] });
    const row: Surrender = {
      ...{ ...entity, surrenderId: envelope.factId, kind: "surrender", at },
      allowances: taken.value.map((part) => ({ instrument: part.instrument, tonnes: plain(part.tonnes) })),
      offsets,
    };
    const entry = ledger.newEntry<CarbonRefusal>({ ...envelope, cause: { kind: "surrender", reference: row.surrenderId } });
    const retired = striped("retired", `${partyId}.${year}`);
    for (const part of taken.value) {
      const shortage = exceedsFree(positions, obligation.market, part.tonnes, at);
      entry.transfer({ instrument: part.instrument, from: partyAccount(partyId), to: retired, quantity: part.tonnes, shortage });
    }
    for (const range of offsets) {
      const from = striped("issue", `${partyId}.${year}`);
      entry.transfer({ instrument: offsetUnits(range.kind), from, to: retired, quantity: tonnesOfRanges([range]) });
    }
    const because = { factType: surrenderFacts.surrendered.factType, reference: row.surrenderId };
    const event = { kind: "surrendered", allowances: taken.value, offsets: offsetTonnes } as const;
    const after = await obligationAfter(own, entity, event, { envelope, because });
    const view = surrenderView(row);
    return accept({
      response: view,
      writes: [
        own.surrenderPut(row),
        own.state(surrenderFacts.surrendered, { ...envelope, data: view }),
        ...after.writes,
        ...(await useRanges(own, offsets, { entity, surrenderId: row.surrenderId, envelope })),
        ...entry.writes(),
      ],
    });
  });
}

/** An obligation's entity with its name and code as of now. */
export function entityOf(
  { partyId, year, market }: Pick<SurrenderObligation, "partyId" | "year" | "market">,
  { name, creditCode, area }: { readonly name: string; readonly creditCode: string; readonly area: string },
): ObligedEntity {
  return { partyId, partyName: name, creditCode, area, year, market };
}

/** Every position in allowances of an account; an entity has a few, one for each market, vintage and end. */
export async function positionsOf({ ledger }: Pick<AllowancePorts, "ledger">, partyId: string): Promise<Position[]> {
  const found: Position[] = [];
  let cursor: string | undefined;
  do {
    const page = await ledger.positions(partyAccount(partyId), "allowance", { limit: 100, ...(cursor !== undefined && { cursor }) });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

function isEmpty({ tonnes, allowances, offsets = [] }: Body): boolean {
  const named = allowances !== undefined && allowances.length > 0;
  return (tonnes === undefined && !named && offsets.length === 0) || (tonnes !== undefined && named);
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
    const available = positions.find((position) => position.instrument === instrument)?.available ?? zero;
    if (available.lt(wanted))
      return refuse(
        exceedsFree(
          positions.filter((each) => each.instrument === instrument),
          market,
          wanted,
          at,
        ),
      );
  }
  return accept([...byName].map(([instrument, wanted]) => ({ instrument, tonnes: wanted })));
}

/** Whether an allowance is of the obligation's market and still valid. */
export function checkAllowance(instrument: string, market: string, at: Instant): Outcome<undefined, CarbonRefusal> {
  const source = sourceOf("surrender");
  if (allowanceTerm(instrument)?.market !== market) return refuse({ code: "allowance-of-another-market", instrument, market, source });
  return isExpired(instrument, at) ? refuse({ code: "vintage-expired", instrument, source }) : accept(undefined);
}

/** The refusal of what is not covered by free allowances of a market. */
export function exceedsFree(positions: readonly Position[], market: string, tonnes: Decimal, at: Instant) {
  const valid = surrenderable(positions, market, at);
  return {
    code: "surrender-exceeds-free",
    ...{ source: sourceOf("surrender"), tonnes, market },
    available: sum(valid.map(({ available }) => available)),
    held: sum(valid.map(({ held }) => held)),
  } as const;
}

/** Whether no more is surrendered than is open, and no more offsets than the market allows. */
function checkAmounts(obligation: SurrenderObligation, tonnes: Decimal, offsets: Decimal): Outcome<undefined, CarbonRefusal> {
  const { offsetTonnes: used, offsetLimitTonnes: limit } = obligation;
  const source = sourceOf("surrender");
  if (used.plus(offsets).gt(limit)) return refuse({ code: "offset-share-exceeded", tonnes: offsets, used, limit, source });
  const open = openTonnes(obligation);
  return tonnes.gt(open) ? refuse({ code: "surrender-above-open", tonnes, open, source }) : accept(undefined);
}

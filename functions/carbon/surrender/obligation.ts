import { offsetLimit, shortTonnes } from "../../../shared/carbon/obligation.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { Decimal, plain, sum, zero } from "../../../shared/kernel/decimal.ts";
import type { Fact } from "../../../shared/kernel/fact.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { CarbonStore } from "../store.ts";
import { surrenderFacts } from "./contract-facts.ts";
import type { SurrenderObligation } from "./rows.ts";
import type { TakenAllowance } from "./taken-allowances.ts";

/** An entity in a year and market, with its name and code as of now. */
export type ObligedEntity = Pick<SurrenderObligation, "partyId" | "partyName" | "creditCode" | "area" | "year" | "market">;

/** The rules that bind an obligation from a change on. */
export interface ObligationTerms {
  /** The most of the obligation that offsets may cover, as a share of it. */
  readonly offsetShare: Decimal;
  /** First instant at which what is not surrendered is overdue, of what a change opens. */
  readonly deadlineAt: Instant;
  /** When the change happens. */
  readonly at: Instant;
}

/** What changes an obligation; all tonnes are whole. */
export type ObligationEvent =
  | { readonly kind: "verified" | "determined"; readonly requiredTonnes: Decimal; readonly terms: ObligationTerms }
  | { readonly kind: "reopened" }
  /** The allocation plan states another last day. */
  | { readonly kind: "term"; readonly deadlineAt: Instant }
  /** On top of the emissions: pre-allocated allowances that could not be taken back. */
  | { readonly kind: "added"; readonly tonnes: Decimal; readonly terms: ObligationTerms }
  /** Surrendered, or given back where negative. */
  | { readonly kind: "surrendered"; readonly allowances: readonly TakenAllowance[]; readonly offsets: Decimal };

type Figures = Pick<SurrenderObligation, "requiredTonnes" | "addedTonnes" | "surrenderedTonnes" | "offsetTonnes" | "offsetLimitTonnes">;

/** What counts of what was surrendered, what is still open and what was surrendered beyond it. Offsets beyond their limit don't count. */
function balanceOf({ requiredTonnes, addedTonnes, surrenderedTonnes, offsetTonnes, offsetLimitTonnes }: Figures) {
  const required = requiredTonnes.plus(addedTonnes);
  const { counted, short } = shortTonnes({ required, allowances: surrenderedTonnes, offsets: offsetTonnes, limit: offsetLimitTonnes });
  return { open: short, surplus: Decimal.max(zero, counted.minus(required)) };
}

/** What is still to be surrendered; never below zero. */
export function openTonnes(figures: Figures): Decimal {
  return balanceOf(figures).open;
}

/** Whether there is something to surrender for: a figure stands or stood, or something was added before any did. */
export function isObliged(obligation: Pick<SurrenderObligation, "basis"> & Figures): boolean {
  return obligation.basis !== "none" || openTonnes(obligation).gt(zero);
}

/** What was surrendered beyond what is required; never below zero. */
export function surplusTonnes(figures: Figures): Decimal {
  return balanceOf(figures).surplus;
}

/**
 * The obligation after an event. It is met when a figure stands and nothing is open. A higher figure opens the difference until the deadline of
 * its terms, unless something is overdue already; a lower one leaves what was surrendered beyond it to be given back, and moves no deadline.
 */
export function obligationNext(
  entity: ObligedEntity,
  current: SurrenderObligation | undefined,
  event: ObligationEvent,
): SurrenderObligation {
  const before: SurrenderObligation = current ?? {
    ...entity,
    basis: "none",
    ...{ requiredTonnes: zero, addedTonnes: zero, surrenderedTonnes: zero, offsetTonnes: zero, offsetLimitTonnes: zero },
    ...{ deadlineAt: "terms" in event ? event.terms.deadlineAt : "", state: "open", retired: new Map(), version: 0 },
  };
  const next = { ...before, ...entity, ...changed(before, event), version: before.version + 1 };
  const settled = next.basis === "verified" || next.basis === "determined";
  return { ...next, state: settled && openTonnes(next).isZero() ? "met" : "open" };
}

function changed(before: SurrenderObligation, event: ObligationEvent): Partial<SurrenderObligation> {
  switch (event.kind) {
    case "verified":
    case "determined":
      return { ...under(event.terms, before, { requiredTonnes: event.requiredTonnes }), basis: event.kind };
    case "reopened":
      return { basis: "reopened" };
    case "term":
      return { deadlineAt: event.deadlineAt };
    case "added":
      return under(event.terms, before, { addedTonnes: before.addedTonnes.plus(event.tonnes) });
    case "surrendered":
      return {
        surrenderedTonnes: sum([before.surrenderedTonnes, ...event.allowances.map(({ tonnes }) => tonnes)]),
        offsetTonnes: sum([before.offsetTonnes, event.offsets]),
        retired: retiredAfter(before, event.allowances),
      };
  }
}

function retiredAfter({ retired }: SurrenderObligation, moved: readonly TakenAllowance[]): ReadonlyMap<string, Decimal> {
  const after = new Map(retired);
  for (const { instrument, tonnes } of moved) after.set(instrument, tonnes.plus(after.get(instrument) ?? zero));
  return new Map([...after].filter(([, tonnes]) => !tonnes.isZero()));
}

/** The figures with the limit of offsets that follows from them: floor(share x emissions), for what was added is no emission. */
function under(terms: ObligationTerms, before: SurrenderObligation, figures: Partial<Figures>): Partial<SurrenderObligation> {
  const { requiredTonnes, addedTonnes } = { ...before, ...figures };
  const next = { ...before, requiredTonnes, addedTonnes, offsetLimitTonnes: offsetLimit(requiredTonnes, terms.offsetShare) };
  return { ...next, deadlineAt: deadlineOf(terms, before, openTonnes(next)) };
}

/** The deadline after a change: what is overdue stays so, what is opened on top has the days of its terms, and nothing becomes due earlier. */
function deadlineOf({ deadlineAt, at }: ObligationTerms, before: SurrenderObligation, open: Decimal): Instant {
  const openBefore = openTonnes(before);
  const overdue = before.basis !== "none" && openBefore.gt(zero) && before.deadlineAt <= at;
  return !overdue && open.gt(openBefore) && deadlineAt > before.deadlineAt ? deadlineAt : before.deadlineAt;
}

/** What an obligation's fact says about its change. */
export type Because = { readonly factType: string; readonly reference: string };

interface Stating {
  readonly envelope: Omit<Fact, "factType" | "schemaVersion" | "data">;
  readonly because: Because;
}

/** An obligation after an event, and the writes of its row and of its fact. */
interface ObligationChange {
  readonly obligation: SurrenderObligation;
  readonly writes: readonly WriteFragment<never>[];
}

/**
 * The change of an obligation for the transaction of what causes it, where that rests on nothing that the obligation says. `stale` if another
 * change comes first.
 */
export async function obligationAfter(
  own: CarbonStore,
  entity: ObligedEntity,
  event: ObligationEvent,
  stating: Stating,
): Promise<ObligationChange> {
  return obligationChange(own, { entity, current: await own.obligation(entity.partyId, entity.year) }, event, stating);
}

/** The same, of the obligation as it was read before what the event rests on was decided. */
export function obligationChange(
  own: CarbonStore,
  { entity, current }: { readonly entity: ObligedEntity; readonly current: SurrenderObligation | undefined },
  event: ObligationEvent,
  { envelope, because }: Stating,
): ObligationChange {
  const obligation = obligationNext(entity, current, event);
  // One fact a version: a repeated command states it once.
  const factId = `obligation.${obligation.partyId}.${obligation.year}.${obligation.version}`;
  const fact = own.state(surrenderFacts.obligationChanged, { ...envelope, factId, data: { ...obligationStated(obligation), because } });
  return { obligation, writes: [own.obligationPut(obligation), fact] };
}

/** An obligation's entity with its name and code as of now. */
export function entityOf(
  { partyId, year, market }: Pick<SurrenderObligation, "partyId" | "year" | "market">,
  { name, creditCode, area }: { readonly name: string; readonly creditCode: string; readonly area: string },
): ObligedEntity {
  return { partyId, partyName: name, creditCode, area, year, market };
}

/** An obligation as its fact states it, whole. */
export function obligationStated(obligation: SurrenderObligation) {
  const {
    basis: _basis,
    retired: _retired,
    requiredTonnes,
    addedTonnes,
    surrenderedTonnes,
    offsetTonnes,
    offsetLimitTonnes,
    ...rest
  } = obligation;
  return {
    ...rest,
    requiredTonnes: plain(requiredTonnes),
    addedTonnes: plain(addedTonnes),
    surrenderedTonnes: plain(surrenderedTonnes),
    offsetTonnes: plain(offsetTonnes),
    offsetLimitTonnes: plain(offsetLimitTonnes),
  };
}

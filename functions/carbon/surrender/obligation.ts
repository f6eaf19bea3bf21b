import type { Instant } from "../../../shared/kernel/clock.ts";
import { Decimal, plain, sum, zero } from "../../../shared/kernel/decimal.ts";
import type { Fact } from "../../../shared/kernel/fact.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { CarbonStore } from "../store.ts";
import { surrenderFacts } from "./contract.ts";
import type { SurrenderObligation } from "./rows.ts";
import type { TakenAllowance } from "./taken-allowances.ts";

/** An entity in a year and market, with its name and code as of now. */
export type ObligedEntity = Pick<SurrenderObligation, "partyId" | "partyName" | "creditCode" | "area" | "year" | "market">;

/** The rules that bind an obligation from a change on. */
export interface ObligationTerms {
  /** The most of the obligation that offsets may cover, as a share of it. */
  readonly offsetShare: Decimal;
  /** First instant at which what is not surrendered is overdue. */
  readonly deadlineAt: Instant;
}

/** What changes an obligation; all tonnes are whole. */
export type ObligationEvent =
  | { readonly kind: "verified" | "determined"; readonly requiredTonnes: Decimal; readonly terms: ObligationTerms }
  | { readonly kind: "reopened" }
  /** On top of the emissions: pre-allocated allowances that could not be taken back. */
  | { readonly kind: "added"; readonly tonnes: Decimal; readonly terms: ObligationTerms }
  /** Surrendered, or given back where negative. */
  | { readonly kind: "surrendered"; readonly allowances: readonly TakenAllowance[]; readonly offsets: Decimal };

/** All that has to be surrendered: emissions and what was added. */
export function totalRequired({ requiredTonnes, addedTonnes }: Pick<SurrenderObligation, "requiredTonnes" | "addedTonnes">): Decimal {
  return requiredTonnes.plus(addedTonnes);
}

/** What is still to be surrendered; never below zero. */
export function openTonnes(obligation: SurrenderObligation): Decimal {
  return Decimal.max(zero, totalRequired(obligation).minus(obligation.surrenderedTonnes).minus(obligation.offsetTonnes));
}

/**
 * The obligation after an event. It is met when a figure stands and nothing is open. A higher figure after its deadline opens the difference
 * under the new terms; a lower one leaves what was surrendered beyond it to be given back.
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
      return { basis: event.kind, ...under(event.terms, { ...before, requiredTonnes: event.requiredTonnes }) };
    case "reopened":
      return { basis: "reopened" };
    case "added":
      return under(event.terms, { ...before, addedTonnes: before.addedTonnes.plus(event.tonnes) });
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
function under({ offsetShare, deadlineAt }: ObligationTerms, figures: Pick<SurrenderObligation, "requiredTonnes" | "addedTonnes">) {
  const { requiredTonnes, addedTonnes } = figures;
  const offsetLimitTonnes = requiredTonnes.times(offsetShare).toDecimalPlaces(0, Decimal.ROUND_DOWN);
  return { requiredTonnes, addedTonnes, offsetLimitTonnes, deadlineAt };
}

/** What an obligation's fact says about its change. */
export type Because = { readonly factType: string; readonly reference: string };

/**
 * The obligation after an event, and the writes of the row and of its fact, for the transaction of what changed it. `stale` if another change
 * came first.
 */
export async function obligationAfter(
  own: CarbonStore,
  entity: ObligedEntity,
  event: ObligationEvent,
  { envelope, because }: { readonly envelope: Omit<Fact, "factType" | "schemaVersion" | "data">; readonly because: Because },
): Promise<{ readonly obligation: SurrenderObligation; readonly writes: readonly WriteFragment<never>[] }> {
  const obligation = obligationNext(entity, await own.obligation(entity.partyId, entity.year), event);
  // One fact a version: a repeated command states it once.
  const factId = `obligation.${obligation.partyId}.${obligation.year}.${obligation.version}`;
  const fact = own.state(surrenderFacts.obligationChanged, { ...envelope, factId, data: { ...obligationStated(obligation), because } });
  return { obligation, writes: [own.obligationPut(obligation), fact] };
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

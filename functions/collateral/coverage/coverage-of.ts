import { Decimal, decimal, least, sum, zero } from "../../../shared/kernel/decimal.ts";
import type { Thresholds } from "../pledges/rows.ts";
import type { StandingState } from "./vocabulary.ts";

/** A slice with its value. */
export interface ValuedSlice {
  readonly sliceId: string;
  /** CNY, whole fen. */
  readonly value: Decimal;
}

/** A pledge that is paid before another somewhere: what it secures, and every slice on which it stands. */
export interface Senior {
  readonly secured: Decimal;
  readonly slices: readonly ValuedSlice[];
}

/** All that the coverage of a pledge follows from. */
export interface CoverageInput<Slice extends ValuedSlice = ValuedSlice> {
  readonly secured: Decimal;
  readonly thresholds: Thresholds;
  /** Slices on which it stands, each with the pledges that are paid before it there, in the order of payment. */
  readonly slices: readonly (Slice & { readonly seniors: readonly string[] })[];
  readonly seniors: ReadonlyMap<string, Senior>;
}

/** The coverage of a pledge. */
export interface Coverage {
  /** Value of its slices. */
  readonly value: Decimal;
  /** What of it is left after those who are paid before, rounded down to the fen. */
  readonly left: Decimal;
  /** What is left for one yuan secured, rounded down to four decimals; undefined where nothing is secured. */
  readonly ratio: Decimal | undefined;
  readonly state: StandingState;
}

/** Decimals of a ratio: it is rounded down, so that nobody reads a threshold as kept that is not. */
const ratioPlaces = 4;
/** What is computed is exact to far more places: these take away what a division that never ends leaves behind, before it is rounded down. */
const exactPlaces = 12;

/**
 * What is left of the value of a pledge after its seniors, for what it secures. What a senior secures is spread over all slices on which it
 * stands in proportion to their values, so that nothing is deducted twice; the shares are exact, and only the results are rounded.
 */
export function coverageOf(input: CoverageInput): Coverage {
  const value = sum(input.slices.map((slice) => slice.value));
  const left = roundedDown(sum(input.slices.map((slice) => leftOf(slice, input.seniors))), 2);
  const ratio = input.secured.isZero() ? undefined : roundedDown(left.div(input.secured), ratioPlaces);
  return { value, left, ratio, state: stateOf(left, input) };
}

/** What is left of a slice for who comes after these seniors: never below zero, not rounded. */
export function leftOf(
  { seniors: before, ...slice }: ValuedSlice & { readonly seniors: readonly string[] },
  seniors: CoverageInput["seniors"],
): Decimal {
  return before.reduce((left, pledgeId) => left.minus(paidTo(seniors.get(pledgeId), slice, left)), slice.value);
}

/** What a pledge is paid out of a slice of which so much is left: at most its share. */
export function paidTo(senior: Senior | undefined, slice: ValuedSlice, left: Decimal): Decimal {
  return senior ? least(left, shareOf(senior, slice)) : zero;
}

/** The part of what a pledge secures that falls on a slice: by the values of all its slices. */
function shareOf({ secured, slices }: Senior, { value }: ValuedSlice): Decimal {
  const total = sum(slices.map((slice) => slice.value));
  return total.isZero() ? zero : secured.mul(value).div(total);
}

/** The state by the thresholds: exactly at one it is still kept. */
function stateOf(left: Decimal, { secured, thresholds }: Pick<CoverageInput, "secured" | "thresholds">): Coverage["state"] {
  const below = (threshold: string): boolean => left.lt(decimal(threshold).mul(secured));
  if (below(thresholds.breach)) return "breach";
  if (below(thresholds.marginCall)) return "margin-call";
  return below(thresholds.watch) ? "watch" : "sound";
}

function roundedDown(value: Decimal, places: number): Decimal {
  return value.toDecimalPlaces(exactPlaces, Decimal.ROUND_HALF_UP).toDecimalPlaces(places, Decimal.ROUND_DOWN);
}

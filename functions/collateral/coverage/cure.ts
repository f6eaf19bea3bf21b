import { Decimal, decimal, formatFen, plain, roundToFen } from "../../../shared/kernel/decimal.ts";
import { scaleOf } from "../../../shared/ledger/instrument.ts";
import type { Thresholds } from "../pledges/rows.ts";
import type { PositionName } from "../register/rows.ts";

/** What would bring a coverage back to the line of watch: either of them is enough. */
export interface Cure {
  /** Repaid, in CNY; rounded up to the fen. */
  readonly repayCny: Decimal;
  /** Added on a position, free of seniors; rounded up to the smallest quantity of the instrument. Absent where more of it is worth nothing. */
  readonly add: (PositionName & { readonly quantity: Decimal }) | undefined;
}

/** A cure as rows, facts and answers have it. */
export interface CureStated {
  readonly repayCny: string;
  readonly add?: PositionName & { readonly quantity: string };
}

/** A position, and what one more unit of it would be worth in CNY. */
export interface UnitValue extends PositionName {
  readonly perUnit: Decimal;
}

/** What cures a coverage that is below the line of watch, by the position whose units are worth most; undefined where nothing needs to be cured. */
export function cureOf(
  { left, secured, thresholds }: { readonly left: Decimal; readonly secured: Decimal; readonly thresholds: Thresholds },
  positions: readonly UnitValue[],
): Cure | undefined {
  const watch = decimal(thresholds.watch);
  const missing = watch.mul(secured).minus(left);
  if (missing.lte(0)) return undefined;
  // Below a line above zero something is secured.
  const repayCny = secured.minus(left.div(watch).toDecimalPlaces(2, Decimal.ROUND_DOWN));
  const best = positions.reduce<UnitValue | undefined>((most, each) => (most?.perUnit.gte(each.perUnit) ? most : each), undefined);
  return { repayCny, add: best && added(best, missing) };
}

/** How much more of a position is worth what is missing, also once its value is rounded to the fen. */
function added({ account, instrument, perUnit }: UnitValue, missing: Decimal): Cure["add"] {
  if (perUnit.isZero()) return undefined;
  const places = scaleOf(instrument);
  const least = missing.div(perUnit).toDecimalPlaces(places, Decimal.ROUND_UP);
  const enough = roundToFen(least.mul(perUnit)).gte(missing);
  return { account, instrument, quantity: enough ? least : least.plus(new Decimal(10).pow(-places)) };
}

/** A cure as text. */
export function cureStated({ repayCny, add }: Cure): CureStated {
  return { repayCny: formatFen(repayCny), ...(add && { add: { ...add, quantity: plain(add.quantity) } }) };
}

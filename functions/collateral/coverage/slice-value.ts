import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { type Decimal, decimal, roundToFen, sum } from "../../../shared/kernel/decimal.ts";
import { type BaselinePrice, priceInForce } from "../../../shared/valuation/baseline-price.ts";
import { positionValue } from "../../../shared/valuation/position-value.ts";
import type { PledgeTerms } from "../pledges/rows.ts";
import type { PositionName, Slice } from "../register/rows.ts";
import { fallen, type PriceFall, reaches } from "./price-fall.ts";

/** What a value rests on: a published price, or the appraisal of the pledge where none is in effect. */
export type Basis =
  | ({ readonly kind: "price" } & Pick<BaselinePrice, "item" | "area" | "period" | "effectiveOn" | "version" | "priceCny">)
  | { readonly kind: "appraisal"; readonly appraisedOn: PlainDate };

/** How to value things on a day: with the published prices as they are, or as they would be after a fall. */
export interface Valuation {
  readonly day: PlainDate;
  /** Published prices that may be in force for the position. */
  readonly prices: readonly BaselinePrice[];
  readonly fall?: PriceFall | undefined;
}

/** The part of a pledge by which it is valued where no price is published. */
export type Appraisal = Pick<PledgeTerms, "appraisedCny" | "appraisedOn" | "parts">;

/**
 * The value of a slice as a pledge sees it: its quantity at the price in force for the position's area or, where none is, its share of the
 * appraised value by quantity. Half up to the fen.
 */
export function sliceValue(
  { quantity }: Pick<Slice, "quantity">,
  { instrument, area }: Pick<PositionName, "instrument"> & { readonly area: string },
  { day, prices, fall }: Valuation,
  appraisal: Appraisal,
): { readonly value: Decimal; readonly basis: Basis } {
  const price = priceInForce(prices, area, day);
  if (!price) return { value: appraisedValue(quantity, appraisal, fall), basis: { kind: "appraisal", appraisedOn: appraisal.appraisedOn } };
  const { item, area: ofArea, period, effectiveOn, version, priceCny, pricedMonths } = price;
  const now = fall && reaches(fall, item) ? fallen(priceCny, fall) : priceCny;
  const value = positionValue(decimal(quantity), instrument, { priceCny: now, ...(pricedMonths !== undefined && { pricedMonths }) }, day);
  return { value, basis: { kind: "price", item, area: ofArea, period, effectiveOn, version, priceCny } };
}

/** What was appraised is worth the same for every unit; only a fall of everything reaches it. */
function appraisedValue(quantity: string, { appraisedCny, parts }: Appraisal, fall: PriceFall | undefined): Decimal {
  const whole = sum(parts.map((part) => decimal(part.quantity)));
  const appraised = fall && reaches(fall, undefined) ? fallen(appraisedCny, fall) : appraisedCny;
  return roundToFen(decimal(appraised).mul(decimal(quantity)).div(whole));
}

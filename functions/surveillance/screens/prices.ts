import { Decimal, sum } from "../../../shared/kernel/decimal.ts";
import type { Bidder, Measured, Session } from "./session.ts";
import { screenSettings } from "./settings.ts";
import { deviationOf, meanOf, rounded } from "./statistics.ts";

/** The average price of a bidder's steps, weighted by quantity. */
function priceOf({ steps }: Bidder): Decimal {
  return sum(steps.map(({ price, quantity }) => price.times(quantity))).div(sum(steps.map(({ quantity }) => quantity)));
}

/** Deviation of the bidders' prices over their mean: low where they lie close together. */
export function bidDispersion({ bidders }: Session): Measured {
  if (bidders.length < screenSettings["bid-dispersion"].least) return { unmeasured: "too-few-bidders" };
  const prices = bidders.map(priceOf);
  return { value: rounded(deviationOf(prices).div(meanOf(prices))), concerned: bidders };
}

/**
 * The gap between the best two prices over the deviation of all but the best, which counts as one tick at least: high where one bid stands
 * apart from others that lie together.
 */
export function relativeDistance({ bidders, priceTick }: Session): Measured {
  if (bidders.length < screenSettings["relative-distance"].least) return { unmeasured: "too-few-bidders" };
  const [best, ...others] = bidders.map(priceOf).sort((one, other) => other.cmp(one));
  const second = others[0];
  if (!best || !second) return { unmeasured: "too-few-bidders" };
  const spread = Decimal.max(deviationOf(others), priceTick);
  return { value: rounded(best.minus(second).div(spread), 2), concerned: bidders };
}

import { isMultiple } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { AuctionsRefusal } from "../problems.ts";
import type { ReservePrice, Terms } from "../terms.ts";

/** Checks a reserve price: on the tick, and below the base price only with a document that allows it. */
export function checkReservePrice({ priceTick, basePrice }: Terms, reserve: ReservePrice): Outcome<true, AuctionsRefusal> {
  if (!isMultiple(reserve.price, priceTick)) return refuse({ code: "reserve-price-off-tick", priceTick });
  const allowed = reserve.price.gte(basePrice) || reserve.documentNumber !== undefined;
  return allowed ? accept(true) : refuse({ code: "reserve-below-base", reservePrice: reserve.price, basePrice });
}

import type { Instant } from "../../shared/kernel/clock.ts";
import { type Decimal, formatFen, plain } from "../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { sourceOf } from "../../shared/permits/surplus-rules.ts";
import { buyBackAmount, monthsLeft } from "./buy-back-amount.ts";
import type { SurplusPorts } from "./ports.ts";
import type { SurplusRefusal } from "./problems.ts";
import type { Price } from "./store.ts";

/** A permit whose remaining term is paid for. */
interface Priced {
  readonly pool: string;
  readonly pollutant: string;
  readonly firstMonth: string;
  readonly lastMonth: string;
}

/** What tonnes of a permit cost at an instant by the standing price, and how that is computed. */
export interface Offer {
  readonly price: Price;
  readonly amount: Decimal;
  readonly payment: {
    readonly months: number;
    readonly priceVersion: number;
    readonly priceCnyPerTonneYear: string;
    readonly amount: string;
  };
}

/** Prices tonnes of a permit by the standing price; refused where none is published. */
export async function priced(
  { own }: Pick<SurplusPorts, "own">,
  permit: Priced,
  tonnes: Decimal,
  at: Instant,
): Promise<Outcome<Offer, SurplusRefusal>> {
  const { pool, pollutant } = permit;
  const price = await own.standingPrice(permit);
  if (!price) return refuse({ code: "no-buy-back-price", source: sourceOf("buy-back"), pool, pollutant });
  const months = monthsLeft(permit, at);
  const amount = buyBackAmount(price.priceCnyPerTonneYear, tonnes, months);
  const { version: priceVersion, priceCnyPerTonneYear } = price;
  return accept({
    price,
    amount,
    payment: { months, priceVersion, priceCnyPerTonneYear: plain(priceCnyPerTonneYear), amount: formatFen(amount) },
  });
}

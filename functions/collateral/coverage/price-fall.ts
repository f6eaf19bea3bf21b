import { type Decimal, decimal, plain } from "../../../shared/kernel/decimal.ts";
import { type AssetItem, assetClassOf } from "../../../shared/valuation/asset-classes.ts";

/** A fall of prices that a portfolio is tried with. */
export interface PriceFall {
  /** Percent of the price, 0 to 100. */
  readonly percent: Decimal;
  /** Only this item or, as the beginning of its name, all of a kind: `permit/COD`. Everything where neither is said. */
  readonly item?: AssetItem | undefined;
  /** Only items of this pollutant. */
  readonly pollutant?: string | undefined;
}

/** Whether a fall concerns an item; undefined is what has no published price, which only a fall of everything concerns. */
export function reaches({ item, pollutant }: PriceFall, of: AssetItem | undefined): boolean {
  if (of === undefined) return item === undefined && pollutant === undefined;
  return (item === undefined || `${of}/`.startsWith(`${item}/`)) && (pollutant === undefined || pollutantOf(of) === pollutant);
}

/** An amount after a fall, exact. */
export function fallen(amountCny: string, { percent }: PriceFall): string {
  return plain(decimal(amountCny).mul(decimal("100").minus(percent)).div(100));
}

/** The pollutant of an item, where its class has one. */
function pollutantOf(item: AssetItem): string | undefined {
  const place = assetClassOf(item)?.parts.indexOf("pollutant") ?? -1;
  return place < 0 ? undefined : item.split("/")[place + 1];
}

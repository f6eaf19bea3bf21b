import { classOf, type Instrument } from "../ledger/instrument.ts";
import data from "./asset-classes.json" with { type: "json" };

/** A class of assets for which baseline prices are published. */
export interface AssetClass {
  /** Class of the ledger's instruments. */
  readonly class: string;
  /** Parts of an instrument's name, after the class, that the price depends on. */
  readonly parts: readonly string[];
  readonly zh: string;
  readonly en: string;
  /** Months that a price pays for; absent where the price does not depend on time. */
  readonly pricedMonths?: number;
  readonly unit: { readonly zh: string; readonly en: string };
}

/** Every class of assets with baseline prices: more are rows. */
export const assetClasses: readonly AssetClass[] = data.classes;

/** What a baseline price is for: a class and the parts of a name that the price depends on, such as `permit/COD/liangzi-lake`. */
export type AssetItem = string;

/** What prices an instrument: `permit/COD/liangzi-lake` for `permit/COD/liangzi-lake/2026-12/2031-11`. Undefined where no price is published for its class. */
export function assetItemOf(instrument: Instrument): AssetItem | undefined {
  const name = classOf(instrument);
  const found = assetClasses.find((each) => each.class === name);
  return (
    found &&
    instrument
      .split("/")
      .slice(0, found.parts.length + 1)
      .join("/")
  );
}

/** The class of an item. */
export function assetClassOf(item: AssetItem): AssetClass | undefined {
  return assetClasses.find((each) => each.class === item.slice(0, item.indexOf("/")));
}

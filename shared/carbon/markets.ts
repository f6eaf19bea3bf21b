import { type Decimal, decimal } from "../kernel/decimal.ts";
import { required } from "../kernel/invariant.ts";
import type { Bilingual, Words } from "../kernel/problem.ts";
import data from "./markets.json" with { type: "json" };
import type { WholeTonnesRounding } from "./rounding.ts";

/** Names of the carbon markets that entities may belong to. */
export const marketNames = ["national", "hubei"] as const;
/** Name of a carbon market. */
export type MarketName = (typeof marketNames)[number];

/** A setting of a market with its document; `unverified` says what is not known about it. */
interface Sourced {
  readonly source: Bilingual;
  readonly unverified?: string;
}
/** From which amounts an entity belongs to a market, from a year on: any one of them is enough. */
export interface EntryThreshold extends Sourced {
  readonly fromYear: string;
  readonly tco2?: string;
  readonly tce?: string;
}
/** What differs between markets. */
export interface Market extends Bilingual {
  readonly market: MarketName;
  /** By year, the oldest first. */
  readonly entry: readonly EntryThreshold[];
  /** The most of an obligation that certified reductions may cover, as a share of it. */
  readonly offset: Sourced & { readonly share: string };
  readonly obligation: Sourced & { readonly rounding: WholeTonnesRounding };
  /** Day of the following year by which a year is reported, `MM-DD`, unless a notice sets another. */
  readonly reportBy: Sourced & { readonly monthDay: string };
  /** Day of the following year by which a year's emissions are surrendered for, `MM-DD`, unless a notice sets another. */
  readonly surrenderBy: Sourced & { readonly monthDay: string };
  /** Most years in a row that the same verifier checks an entity. */
  readonly mostVerifierYears: Sourced & { readonly years: number };
  /** Until when allowances of a vintage may be used, unless an allocation plan states another month. */
  readonly vintage: Sourced & { readonly lastMonth: { readonly yearsAfter: number; readonly month: string } };
}

/** The markets, as data. */
export const markets: readonly Market[] = data.markets as readonly Market[];
/** Names of the markets, as people read them. */
export const marketWords: Words = Object.fromEntries(markets.map(({ market, zh, en }) => [market, { zh, en }]));

/** The row of a market. */
export function marketOf(name: MarketName): Market {
  return required(
    markets.find(({ market }) => market === name),
    `market ${name}`,
  );
}

/** The threshold of a market in force for a year; undefined before its first. */
export function entryThreshold({ entry }: Market, year: string): EntryThreshold | undefined {
  return entry.findLast(({ fromYear }) => fromYear <= year);
}

/** Whether amounts of a year reach the threshold of a market: any of its measures is enough. */
export function entersMarket(market: Market, year: string, { tce, tco2 }: { readonly tce: Decimal; readonly tco2?: Decimal }): boolean {
  const threshold = entryThreshold(market, year);
  if (threshold === undefined) return false;
  const reaches = (amount: Decimal | undefined, least: string | undefined) => least !== undefined && amount?.gte(decimal(least)) === true;
  return reaches(tce, threshold.tce) || reaches(tco2, threshold.tco2);
}

/** The last day, by default, on which a year is reported in a market. */
export function reportDay({ reportBy }: Market, year: string): string {
  return `${Number(year) + 1}-${reportBy.monthDay}`;
}
/** The last day, by default, on which allowances are surrendered for a year in a market. */
export function surrenderDay({ surrenderBy }: Market, year: string): string {
  return `${Number(year) + 1}-${surrenderBy.monthDay}`;
}
/** The last month, by default, of a vintage in a market. */
export function vintageLastMonth({ vintage: { lastMonth } }: Market, vintage: string): string {
  return `${Number(vintage) + lastMonth.yearsAfter}-${lastMonth.month}`;
}

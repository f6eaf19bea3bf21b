import { areas } from "../../shared/kernel/areas.ts";
import type { Bilingual } from "../../shared/kernel/problem.ts";
import { pollutants, pools } from "../../shared/permits/pools.ts";
import type { TradeKind, tradeSeries } from "../../shared/records/trade-record.ts";

/** Languages of pages and tables. */
export type Language = keyof Bilingual;

/** Kinds of trade records, as people read them. */
const kindNames: Readonly<Record<TradeKind, Bilingual>> = {
  award: { zh: "竞价成交", en: "Award" },
  allocation: { zh: "定额出让", en: "Allocation" },
  transfer: { zh: "转让", en: "Transfer" },
  surrender: { zh: "清缴", en: "Surrender" },
  pledge: { zh: "质押", en: "Pledge" },
  freeze: { zh: "冻结", en: "Freeze" },
  release: { zh: "解除", en: "Release" },
  forfeiture: { zh: "违约没收", en: "Forfeiture" },
  expiry: { zh: "到期失效", en: "Expiry" },
  price: { zh: "价格发布", en: "Price" },
};
/** Series of trades, as people read them. */
const seriesNames: Readonly<Record<(typeof tradeSeries)[number], Bilingual>> = {
  auction: { zh: "公开竞价", en: "Auctions" },
  allocation: { zh: "定额出让", en: "Allocations at a fixed price" },
  agreement: { zh: "协议转让", en: "Agreements" },
  associates: { zh: "关联方交易", en: "Between associates" },
};

/** A word as people read it; the word itself where it has no name here, as one of a later version of records. */
function nameIn(names: Readonly<Record<string, Bilingual>>, word: string, language: Language): string {
  return Object.hasOwn(names, word) ? (names[word]?.[language] ?? word) : word;
}

/** Name of a kind of record. */
export function kindText(kind: string, language: Language): string {
  return nameIn(kindNames, kind, language);
}

/** Name of a series of trades. */
export function seriesText(series: string, language: Language): string {
  return nameIn(seriesNames, series, language);
}

/** Name of an area. */
export function areaText(area: string, language: Language): string {
  return areas.find(({ code }) => code === area)?.[language] ?? area;
}

/** Name of a pollutant. */
export function pollutantText(pollutant: string, language: Language): string {
  return pollutants.find(({ code }) => code === pollutant)?.[language] ?? pollutant;
}

/** Name of a pool. */
export function poolText(pool: string, language: Language): string {
  return pools.find(({ id }) => id === pool)?.[language] ?? pool;
}

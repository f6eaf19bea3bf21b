import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { type ProblemTable, problem, type RefusalOf, type Words } from "../../../shared/kernel/problem.ts";
import { readingsProblems } from "../readings/problems.ts";
import { statementsProblems } from "../statements/problems.ts";
import type { Figure } from "./figures.ts";
import type { Dimension } from "./rows.ts";

/** What records are selected by, in words. */
export type SelectedBy = Dimension | "time" | "order" | "price" | "quantity";
/** How people read them. */
export const selectedBy: Words<SelectedBy> = {
  auction: { zh: "场次", en: "auction" },
  instrument: { zh: "品种", en: "instrument" },
  kind: { zh: "类型", en: "kind" },
  party: { zh: "单位", en: "party" },
  pollutant: { zh: "污染物", en: "pollutant" },
  time: { zh: "时间", en: "time" },
  order: { zh: "排序", en: "order" },
  price: { zh: "价格", en: "price" },
  quantity: { zh: "数量", en: "quantity" },
};

/** Refusals of queries of trade records. */
export const tradesProblems = {
  ...readingsProblems,
  "instant-to-come": statementsProblems["instant-to-come"],
  "range-inverted": problem<{ readonly from: string; readonly before: string }>({
    status: 422,
    title: { zh: "时间范围颠倒", en: "The range is inverted" },
    detail: {
      zh: "起始时间 {from} 不早于截止时间 {before}。请交换两者，或扩大范围。",
      en: "The range begins at {from}, which is not before {before}. Swap the two, or ask for more.",
    },
  }),
  "figures-inverted": problem<{ readonly of: Figure; readonly least: Decimal; readonly most: Decimal }>({
    status: 422,
    title: { zh: "上下限颠倒", en: "The limits are inverted" },
    detail: {
      zh: "{of}的下限 {least} 大于上限 {most}。请交换两者。",
      en: "The least {of} is {least}, more than the greatest, {most}. Swap the two.",
    },
    words: { of: selectedBy },
  }),
  "instrument-unknown": problem<{ readonly instrument: string }>({
    status: 422,
    title: { zh: "品种不存在", en: "Unknown instrument" },
    detail: {
      zh: "品种“{instrument}”从未发生过变动，也没有交易记录。请核对名称，以持仓中所示为准。",
      en: "{instrument} has never been moved or recorded. Check its name: it is written as positions list it.",
    },
  }),
  "instrument-of-other-pollutant": problem<{ readonly instrument: string; readonly pollutant: string }>({
    status: 422,
    title: { zh: "品种与污染物不符", en: "Instrument and pollutant disagree" },
    detail: {
      zh: "品种“{instrument}”不属于污染物“{pollutant}”。请只保留其中一项。",
      en: "{instrument} is not of {pollutant}. Leave out one of the two.",
    },
  }),
  "combination-unsupported": problem<{ readonly asked: readonly string[] }>({
    status: 422,
    title: { zh: "不支持的查询组合", en: "Combination without an index" },
    detail: {
      zh: "不能同时按“{asked}”查询。支持：时间范围与场次、品种或污染物、类型、单位中的至多两项（本单位查询已含单位一项，区域不计）；或单一场次内的价格范围或数量范围（可再加单位，不可再加时间与排序）。其他组合请使用导出，导出不限条件。",
      en: "No index answers {asked} together. Supported: a time range with at most two of auction, instrument or pollutant, kind and party (your own party counts, an area does not); or a range of price or of quantity within one auction, with a party or without, and neither time nor order. An export takes any combination.",
    },
    words: { asked: selectedBy },
  }),
} as const satisfies ProblemTable;

/** Why trade records are not read. */
export type RangeRefusal = RefusalOf<Omit<typeof tradesProblems, keyof typeof readingsProblems>>;

/** Codes of these refusals, for the endpoints that select trade records. */
export const rangeRefusals = [
  "instant-to-come",
  "range-inverted",
  "figures-inverted",
  "instrument-unknown",
  "instrument-of-other-pollutant",
  "combination-unsupported",
] as const satisfies readonly RangeRefusal["code"][];

import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";

/** Refusals of market statistics. */
export const statisticsProblems = {
  "totals-not-kept": problem<{ readonly asked: readonly string[]; readonly supported: string; readonly exportAt: string }>({
    status: 422,
    title: { zh: "该选择没有汇总", en: "No totals of this selection" },
    detail: {
      zh: "汇总按整日、区域、品种或污染物以及类型保存，没有按 {asked} 的汇总。请改用 {supported}，或在 {exportAt} 导出记录后自行汇总。",
      en: "Totals are kept by whole days, area, instrument or pollutant, and kind, not by {asked}. Ask by {supported}, or export the records at {exportAt} and sum them.",
    },
  }),
  "range-inverted": problem<{ readonly from: string; readonly before: string }>({
    status: 422,
    title: { zh: "时间范围颠倒", en: "Range inverted" },
    detail: {
      zh: "范围的起点 {from} 不早于终点 {before}。请更正。",
      en: "The range begins at {from}, which is not before its end {before}. Correct it.",
    },
  }),
} as const satisfies ProblemTable;

import { type ProblemTable, problem, type Words } from "../../../shared/kernel/problem.ts";
import { type SelectedBy, selectedBy, tradesProblems } from "../trades/problems.ts";

/** What no totals are kept by. */
export type WithoutTotals = SelectedBy | "part-of-a-day";
const withoutTotals: Words<WithoutTotals> = { ...selectedBy, "part-of-a-day": { zh: "不足一日的时间范围", en: "part of a day" } };

/** Refusals of market statistics. */
export const statisticsProblems = {
  "instant-to-come": tradesProblems["instant-to-come"],
  "range-inverted": tradesProblems["range-inverted"],
  "figures-inverted": tradesProblems["figures-inverted"],
  "instrument-unknown": tradesProblems["instrument-unknown"],
  "instrument-of-other-pollutant": tradesProblems["instrument-of-other-pollutant"],
  "totals-not-kept": problem<{ readonly asked: readonly string[]; readonly exportAt: string }>({
    status: 422,
    title: { zh: "该选择没有汇总", en: "No totals of this selection" },
    detail: {
      zh: "没有按“{asked}”的汇总。支持：北京时间整日的时间范围，区域，品种或污染物，类型。其他选择请在 {exportAt} 导出记录后汇总。",
      en: "Totals are not kept by {asked}. Supported: a range of whole days in Shanghai, an area, an instrument or pollutant, and a kind. For anything else export the records at {exportAt} and sum them.",
    },
    words: { asked: withoutTotals },
  }),
  "market-not-named": problem({
    status: 422,
    title: { zh: "未指明市场", en: "No market named" },
    detail: {
      zh: "请只填写品种（instrument）或污染物（pollutant）中的一项。",
      en: "Name either an instrument or a pollutant, and not both.",
    },
  }),
} as const satisfies ProblemTable;

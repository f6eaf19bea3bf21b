import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";
import { statementProblems } from "../../../shared/statements/problems.ts";
import { waysToSearch } from "./ways-to-search.ts";

/** Refusals of search. */
export const searchProblems = {
  ...statementProblems,
  "search-value-invalid": problem<{ readonly by: string; readonly value: string }>({
    status: 422,
    title: { zh: "查询内容无效", en: "Not a value to search for" },
    detail: {
      zh: "“{value}”不是有效的{by}，查询结果会使人误以为没有登记。请核对后重试。",
      en: "“{value}” is no valid {by}; an answer would only seem to say that nothing is registered. Check it and search again.",
    },
    words: { by: waysToSearch },
  }),
  "search-instrument-unused": problem<{ readonly by: string }>({
    status: 422,
    title: { zh: "不能指定品种", en: "No instrument to name here" },
    detail: {
      zh: "按{by}查询时不能另指定品种。请去掉 instrument，或改按账户、排污单位或许可证查询。",
      en: "A search by {by} takes no instrument. Leave it out, or search by account, site or licence.",
    },
    words: { by: waysToSearch },
  }),
  "search-instant-to-come": problem<{ readonly at: string; readonly now: string }>({
    status: 422,
    title: { zh: "查询时点未到", en: "Instant to come" },
    detail: {
      zh: "查询时点 {at} 晚于现在（{now}）。请填写已过的时点，或不填以查询现状。",
      en: "The instant {at} is later than now ({now}). Name one that has passed, or none to search as of now.",
    },
  }),
  "search-of-another": problem({
    status: 403,
    title: { zh: "只能查询本单位", en: "Only about yourself" },
    detail: {
      zh: "企业只能查询本单位及其资产的登记；所查内容不是（或不仅是）本单位的。请按本单位的代码、名称、账户或排污许可证查询。",
      en: "An enterprise searches about itself and what it owns only; this is not, or not only, its own. Search by your own code, name, account or licence.",
    },
  }),
  "search-too-broad": problem<{ readonly positions: number }>({
    status: 409,
    title: { zh: "结果过多，不能出具证明", en: "Too much for one certificate" },
    detail: {
      zh: "一份证明最多载明 {positions} 个资产及其登记。请缩小查询范围，例如按账户和品种查询。",
      en: "A certificate states {positions} assets and what is registered on them at most. Ask for less, such as one account or one instrument of it.",
    },
  }),
} as const satisfies ProblemTable;

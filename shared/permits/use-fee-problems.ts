import type { Decimal } from "../kernel/decimal.ts";
import { type ProblemTable, problem, type RefusalOf } from "../kernel/problem.ts";

/** Document and article of the rule, from its row of `use-fees.json`. */
interface Sourced {
  readonly source: string;
}

/** Why a use fee or its instalments can't be computed: rows for the problem table of each context that charges use fees. */
export const useFeeProblems = {
  "rate-missing": problem<Sourced & { readonly pollutant: string }>({
    status: 422,
    title: { zh: "缺少征收标准", en: "Rate missing" },
    detail: {
      zh: "征收标准表中没有 {pollutant} 的标准（{source}）。请选用含该污染物的标准表，或从方案中去掉该污染物。",
      en: "The rate table has no rate for {pollutant} ({source}). Choose a table that has one, or leave the pollutant out.",
    },
  }),
  "pollutant-twice": problem<Sourced & { readonly pollutant: string }>({
    status: 422,
    title: { zh: "污染物重复", en: "Pollutant named twice" },
    detail: {
      zh: "{pollutant} 列出不止一次：使用费按污染物种类计，每种一行（{source}）。请合并其数量。",
      en: "{pollutant} is named more than once: the fee has one line for each pollutant ({source}). Add up its tonnes.",
    },
  }),
  "instalments-invalid": problem<Sourced & { readonly instalments: number }>({
    status: 422,
    title: { zh: "期数无效", en: "Number of instalments not valid" },
    detail: {
      zh: "期数 {instalments} 无效：一次性缴清为 1 期，分次缴纳为 2 期以上（{source}）。",
      en: "{instalments} is no number of instalments: 1 is a lump sum, 2 or more are instalments ({source}).",
    },
  }),
  "share-invalid": problem<Sourced & { readonly firstShare: Decimal; readonly instalments: number }>({
    status: 422,
    title: { zh: "首期比例无效", en: "First share not valid" },
    detail: {
      zh: "分 {instalments} 期缴纳时，首期比例须大于 0 且小于 1，所填为 {firstShare}（{source}）。一次性缴清请填 1 期。",
      en: "Of {instalments} instalments the first takes a share above 0 and below 1; the share given is {firstShare} ({source}). A lump sum is one instalment.",
    },
  }),
  "share-too-low": problem<Sourced & { readonly firstShare: Decimal; readonly leastFirstShare: Decimal }>({
    status: 422,
    title: { zh: "首期比例过低", en: "First share too low" },
    detail: {
      zh: "首期缴款不得低于应缴总额的 {leastFirstShare}，所填比例为 {firstShare}（{source}）。",
      en: "The first instalment is at least {leastFirstShare} of the total; the share given is {firstShare} ({source}).",
    },
  }),
  "instalment-below-fen": problem<Sourced & { readonly total: Decimal; readonly instalments: number }>({
    status: 422,
    title: { zh: "每期不足一分", en: "Instalment below one fen" },
    detail: {
      zh: "总额 {total} 元分 {instalments} 期后有的期不足 0.01 元（{source}）。请减少期数。",
      en: "{total} CNY in {instalments} instalments leaves less than 0.01 CNY for one of them ({source}). Choose fewer instalments.",
    },
  }),
  "plan-outlives-term": problem<Sourced & { readonly instalments: number; readonly years: number; readonly lastDueMonths: number }>({
    status: 422,
    title: { zh: "分期超出有效期", en: "Instalments outlive the term" },
    detail: {
      zh: "分次缴纳须在排污权有效期内完成（{source}）：第 {instalments} 期在首期后 {lastDueMonths} 个月到期，而有效期为 {years} 年。",
      en: "Instalments are paid inside the term ({source}): no. {instalments} is due {lastDueMonths} months after the first, and the term has {years} years. Choose at most one instalment a year.",
    },
  }),
} as const satisfies ProblemTable;

/** Any refusal to compute a use fee or its instalments. */
export type UseFeeRefusal = RefusalOf<typeof useFeeProblems>;

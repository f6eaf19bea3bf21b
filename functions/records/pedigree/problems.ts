import { type ProblemTable, problem, type RefusalOf } from "../../../shared/kernel/problem.ts";
import { statementProblems } from "../../../shared/statements/problems.ts";
import { readingsProblems } from "../readings/problems.ts";
import { tradesProblems } from "../trades/problems.ts";

/** Refusals of the pedigree of tonnes. */
export const pedigreeProblems = {
  ...statementProblems,
  ...readingsProblems,
  "instant-to-come": tradesProblems["instant-to-come"],
  "instrument-unknown": tradesProblems["instrument-unknown"],
  "pedigree-not-kept": problem<{ readonly instrument: string }>({
    status: 422,
    title: { zh: "该品种不追溯来源", en: "No pedigree of this instrument" },
    detail: {
      zh: "品种“{instrument}”不追溯来源。可追溯的有：储备指标、排污权、总量余量、碳排放配额、需求额度。",
      en: "No pedigree is kept of {instrument}. It is kept of quota, permits, room under caps, allowances and needs.",
    },
  }),
  "tonnes-not-held": problem<{ readonly from: string; readonly to: string; readonly total: string }>({
    status: 422,
    title: { zh: "吨数范围无效", en: "No such range of tonnes" },
    detail: {
      zh: "所选范围 {from} 至 {to} 无效：该持仓在所选时点共有 {total}，起点须小于终点，终点不超过总量。",
      en: "There is no range from {from} to {to}: at that instant the position had {total}. The range begins before it ends, and ends within that.",
    },
  }),
} as const satisfies ProblemTable;

/** Why a pedigree is not read. */
export type PedigreeRefusal = RefusalOf<typeof pedigreeProblems>;

import { type ProblemTable, problem, type RefusalOf } from "../kernel/problem.ts";

/** Refusals of everything that states a balance as of an instant. */
export const statementProblems = {
  "records-behind": problem<{ readonly expected: number; readonly recorded: number }>({
    status: 503,
    title: { zh: "记录尚未同步", en: "Records are behind" },
    detail: {
      zh: "账簿已有 {expected} 笔分录，记录中仅有 {recorded} 笔。请稍后重试。",
      en: "The ledger has {expected} entries for this position, the records have {recorded}. Try again shortly.",
    },
  }),
} as const satisfies ProblemTable;

/** Why a balance is not stated: the records lack entries that the ledger has. */
export type RecordsBehind = RefusalOf<typeof statementProblems>;

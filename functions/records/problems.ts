import type { ProblemTable } from "../../shared/kernel/problem.ts";

/** Refusals of records. */
export const recordsProblems = {
  "records-behind": {
    status: 503,
    title: { zh: "记录尚未同步", en: "Records are behind" },
    detail: {
      zh: "账簿已有 {expected} 笔分录，记录中仅有 {recorded} 笔。请稍后重试。",
      en: "The ledger has {expected} entries of this position, the records {recorded}. Try again shortly.",
    },
  },
} as const satisfies ProblemTable<"records-behind">;

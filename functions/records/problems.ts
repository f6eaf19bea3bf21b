import type { NotFound } from "../../shared/kernel/outcome.ts";
import { type ProblemTable, problem, type RefusalOf } from "../../shared/kernel/problem.ts";

/** Refusals of records, in addition to the common problems. */
export const recordsProblems = {
  "records-behind": problem<{ readonly expected: number; readonly recorded: number }>({
    status: 503,
    title: { zh: "记录尚未同步", en: "Records are behind" },
    detail: {
      zh: "账簿已有 {expected} 笔分录，记录中仅有 {recorded} 笔。请稍后重试。",
      en: "The ledger has {expected} entries for this position, the records have {recorded}. Try again shortly.",
    },
  }),
  "instant-to-come": problem<{ readonly at: string; readonly now: string }>({
    status: 409,
    title: { zh: "时点尚未到来", en: "The instant is in the future" },
    detail: {
      zh: "{at} 晚于当前时间 {now}。请选择已过去的时点，或省略该参数查询当前余额。",
      en: "{at} is after the current time, {now}. Give a past instant, or leave it out for the current balance.",
    },
  }),
} as const satisfies ProblemTable;

/** Why a balance is refused: the records lack entries that the ledger has, or the instant is in the future. */
export type BalanceRefusal = RefusalOf<typeof recordsProblems>;
/** Any refusal of records. */
export type RecordsRefusal = BalanceRefusal | NotFound;

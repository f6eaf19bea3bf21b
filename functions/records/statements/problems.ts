import type { NotFound } from "../../../shared/kernel/outcome.ts";
import { type ProblemTable, problem, type RefusalOf } from "../../../shared/kernel/problem.ts";
import { statementProblems } from "../../../shared/statements/problems.ts";

/** Refusals of records, in addition to the common problems. */
export const statementsProblems = {
  ...statementProblems,
  "instant-to-come": problem<{ readonly at: string; readonly now: string }>({
    status: 409,
    title: { zh: "时点尚未到来", en: "The instant is in the future" },
    detail: {
      zh: "{at} 晚于当前时间 {now}。请改为已过去的时间；可不填的，不填即指当前。",
      en: "{at} is after the current time, {now}. Give a time that has passed; where it may be left out, that means now.",
    },
  }),
} as const satisfies ProblemTable;

/** Why a balance is refused: the records lack entries that the ledger has, or the instant is in the future. */
export type BalanceRefusal = RefusalOf<typeof statementsProblems>;
/** Any refusal of records. */
export type RecordsRefusal = BalanceRefusal | NotFound;

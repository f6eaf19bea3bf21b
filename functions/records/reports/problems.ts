import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";
import { statementsProblems } from "../statements/problems.ts";
import { tradesProblems } from "../trades/problems.ts";

/** Refusals of market reports. */
export const reportsProblems = {
  "instant-to-come": tradesProblems["instant-to-come"],
  "records-behind": statementsProblems["records-behind"],
  "report-not-sealed": problem<{ readonly period: string; readonly lastDay: string }>({
    status: 409,
    title: { zh: "报告所属期间尚未封存", en: "Period not sealed" },
    detail: {
      zh: "{period} 的市场报告在 {lastDay} 结束且全部交易记录封存、封存头签名后公布。请稍后再查询。",
      en: "The market report of {period} is public once {lastDay} is over, its records are sealed and the head of the chain is signed. Ask again later.",
    },
  }),
} as const satisfies ProblemTable;

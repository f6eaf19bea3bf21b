import { type ProblemTable, problem } from "../../../../shared/kernel/problem.ts";

/** Refusals of records of accidents. */
export const accidentProblems = {
  "accident-to-come": problem<{ readonly happenedOn: string; readonly today: string }>({
    status: 422,
    title: { zh: "事故日期晚于今日", en: "Day still to come" },
    detail: {
      zh: "事故日期 {happenedOn} 晚于今日 {today}。请填写事故发生的日期。",
      en: "{happenedOn} is after today, {today}. Name the day on which it happened.",
    },
  }),
} as const satisfies ProblemTable;

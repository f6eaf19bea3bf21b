import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";

/** Refusals of the worklist. */
export const worklistProblems = {
  "assignee-not-of-your-party": problem<{ readonly assignee: string }>({
    status: 422,
    title: { zh: "承办人不属于本单位", en: "Assignee not of your party" },
    detail: {
      zh: "{assignee} 不是本单位的人员。请指定本单位人员。",
      en: "{assignee} is nobody of your party. Name one of its people.",
    },
  }),
} as const satisfies ProblemTable;

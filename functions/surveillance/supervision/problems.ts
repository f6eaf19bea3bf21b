import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";

/** Refusals of the supervision of the operator. */
export const supervisionProblems = {
  "acts-range-inverted": problem<{ readonly from: string; readonly until: string }>({
    status: 422,
    title: { zh: "起止颠倒", en: "Range inverted" },
    detail: { zh: "起点 {from} 晚于终点 {until}。请更正。", en: "The range begins at {from}, after its end {until}. Correct it." },
  }),
  "acts-months-too-many": problem<{ readonly from: string; readonly until: string; readonly most: number }>({
    status: 422,
    title: { zh: "月份过多", en: "Too many months" },
    detail: {
      zh: "{from} 至 {until} 超过 {most} 个月。请分次查询。",
      en: "{from} to {until} is more than {most} months. Ask for them in parts.",
    },
  }),
} as const satisfies ProblemTable;

import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";

/** Refusals of sealing. */
export const sealingProblems = {
  "record-not-sealed": problem<{ readonly recordId: string }>({
    status: 409,
    title: { zh: "记录尚未封存", en: "The record is not sealed yet" },
    detail: {
      zh: "记录 {recordId} 尚未封存。封存在发生后约十分钟进行，请稍后再查。",
      en: "The record {recordId} is not sealed yet. Sealing follows about ten minutes after it happened: ask again later.",
    },
  }),
} as const satisfies ProblemTable;

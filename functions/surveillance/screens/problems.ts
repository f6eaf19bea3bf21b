import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";

/** Refusals of screens. */
export const screensProblems = {
  "market-incomplete": problem({
    status: 422,
    title: { zh: "市场不完整", en: "Market incomplete" },
    detail: {
      zh: "市场由污染物和总量池共同确定，请同时给出 pollutant 和 pool，或都不给。",
      en: "A market is a pollutant in a pool: name both `pollutant` and `pool`, or neither.",
    },
  }),
} as const satisfies ProblemTable;

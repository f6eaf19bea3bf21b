import type { ProblemTable } from "../../shared/kernel/problem.ts";
import { evidenceProblems } from "./evidence/problems.ts";
import { exportsProblems } from "./exports/problems.ts";
import { holdingsProblems } from "./holdings/problems.ts";
import { pedigreeProblems } from "./pedigree/problems.ts";
import { readingsProblems } from "./readings/problems.ts";
import { reportsProblems } from "./reports/problems.ts";
import { sealingProblems } from "./sealing/problems.ts";
import { statementsProblems } from "./statements/problems.ts";
import { statisticsProblems } from "./statistics/problems.ts";
import { tradesProblems } from "./trades/problems.ts";

/** Refusals of records, in addition to the common problems. */
export const recordsProblems = {
  ...readingsProblems,
  ...statementsProblems,
  ...tradesProblems,
  ...pedigreeProblems,
  ...holdingsProblems,
  ...sealingProblems,
  ...exportsProblems,
  ...evidenceProblems,
  ...statisticsProblems,
  ...reportsProblems,
} as const satisfies ProblemTable;

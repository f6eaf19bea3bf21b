import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { exportAt } from "./read-totals.ts";

/** Facts of the problems of market statistics. */
export const statisticsProblemFacts: SampleFacts["ofCode"] = { "totals-not-kept": { asked: ["auction"], exportAt } };

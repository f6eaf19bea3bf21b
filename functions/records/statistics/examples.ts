import type { Examples } from "../../../shared/http/examples.ts";
import type { statisticsEndpoints } from "./contract.ts";

/** Examples of market statistics. */
export const statisticsExamples: Examples<typeof statisticsEndpoints> = {};

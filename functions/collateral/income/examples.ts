import type { Examples } from "../../../shared/http/examples.ts";
import type { incomeEndpoints } from "./contract.ts";

/** Examples of income. */
export const incomeExamples: Examples<typeof incomeEndpoints> = {};

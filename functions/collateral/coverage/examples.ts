import type { Examples } from "../../../shared/http/examples.ts";
import type { coverageEndpoints } from "./contract.ts";

/** Examples of coverage. */
export const coverageExamples: Examples<typeof coverageEndpoints> = {};

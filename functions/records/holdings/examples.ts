import type { Examples } from "../../../shared/http/examples.ts";
import type { holdingsEndpoints } from "./contract.ts";

/** Examples of holdings. */
export const holdingsExamples: Examples<typeof holdingsEndpoints> = {};

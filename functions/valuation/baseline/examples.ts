import type { Examples } from "../../../shared/http/examples.ts";
import type { baselineEndpoints } from "./contract.ts";

/** Examples of baseline prices. */
export const baselineExamples: Examples<typeof baselineEndpoints> = {};

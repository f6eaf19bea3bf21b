import type { Examples } from "../../../shared/http/examples.ts";
import type { filingEndpoints } from "./contract.ts";

/** Examples of filing. */
export const filingExamples: Examples<typeof filingEndpoints> = {};

import type { Examples } from "../../../shared/http/examples.ts";
import type { searchEndpoints } from "./contract.ts";

/** Examples of search. */
export const searchExamples: Examples<typeof searchEndpoints> = {};

import type { Examples } from "../../../shared/http/examples.ts";
import type { pedigreeEndpoints } from "./contract.ts";

/** Examples of the pedigree of tonnes. */
export const pedigreeExamples: Examples<typeof pedigreeEndpoints> = {};

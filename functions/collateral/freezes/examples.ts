import type { Examples } from "../../../shared/http/examples.ts";
import type { freezesEndpoints } from "./contract.ts";

/** Examples of freezes. */
export const freezesExamples: Examples<typeof freezesEndpoints> = {};

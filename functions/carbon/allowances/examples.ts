import type { Examples } from "../../../shared/http/examples.ts";
import type { allowancesEndpoints } from "./contract.ts";

/** Examples of allocation of allowances. */
export const allowancesExamples: Examples<typeof allowancesEndpoints> = {};

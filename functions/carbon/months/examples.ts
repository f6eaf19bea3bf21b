import type { Examples } from "../../../shared/http/examples.ts";
import type { monthsEndpoints } from "./contract.ts";

/** Examples of monthly storage. */
export const monthsExamples: Examples<typeof monthsEndpoints> = {};

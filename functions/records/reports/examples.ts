import type { Examples } from "../../../shared/http/examples.ts";
import type { reportsEndpoints } from "./contract.ts";

/** Examples of market reports. */
export const reportsExamples: Examples<typeof reportsEndpoints> = {};

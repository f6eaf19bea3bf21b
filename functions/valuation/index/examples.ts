import type { Examples } from "../../../shared/http/examples.ts";
import type { indexEndpoints } from "./contract.ts";

/** Examples of the composite index. */
export const indexExamples: Examples<typeof indexEndpoints> = {};

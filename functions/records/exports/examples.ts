import type { Examples } from "../../../shared/http/examples.ts";
import type { exportsEndpoints } from "./contract.ts";

/** Examples of exports. */
export const exportsExamples: Examples<typeof exportsEndpoints> = {};

import type { Examples } from "../../../shared/http/examples.ts";
import type { sheetsEndpoints } from "./contract.ts";

/** Examples of templates and uploaded sheets. */
export const sheetsExamples: Examples<typeof sheetsEndpoints> = {};

import type { Examples } from "../../../shared/http/examples.ts";
import type { pledgesEndpoints } from "./contract.ts";

/** Examples of pledges. */
export const pledgesExamples: Examples<typeof pledgesEndpoints> = {};

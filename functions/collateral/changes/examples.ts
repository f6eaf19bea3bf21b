import type { Examples } from "../../../shared/http/examples.ts";
import type { changesEndpoints } from "./contract.ts";

/** Examples of changes. */
export const changesExamples: Examples<typeof changesEndpoints> = {};

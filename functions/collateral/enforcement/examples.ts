import type { Examples } from "../../../shared/http/examples.ts";
import type { enforcementEndpoints } from "./contract.ts";

/** Examples of enforcement. */
export const enforcementExamples: Examples<typeof enforcementEndpoints> = {};

import type { Examples } from "../../../shared/http/examples.ts";
import type { sealingEndpoints } from "./contract.ts";

/** Examples of sealing. */
export const sealingExamples: Examples<typeof sealingEndpoints> = {};

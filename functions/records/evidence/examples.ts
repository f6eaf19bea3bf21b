import type { Examples } from "../../../shared/http/examples.ts";
import type { evidenceEndpoints } from "./contract.ts";

/** Examples of evidence of auctions. */
export const evidenceExamples: Examples<typeof evidenceEndpoints> = {};

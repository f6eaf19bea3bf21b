import type { Examples } from "../../../shared/http/examples.ts";
import type { verificationEndpoints } from "./contract.ts";

/** Examples of verification. */
export const verificationExamples: Examples<typeof verificationEndpoints> = {};

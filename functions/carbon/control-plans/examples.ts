import type { Examples } from "../../../shared/http/examples.ts";
import type { controlPlansEndpoints } from "./contract.ts";

/** Examples of data-quality control plans. */
export const controlPlansExamples: Examples<typeof controlPlansEndpoints> = {};

import type { Examples } from "../../../shared/http/examples.ts";
import type { disclosureEndpoints } from "./contract.ts";

/** Examples of disclosure. */
export const disclosureExamples: Examples<typeof disclosureEndpoints> = {};

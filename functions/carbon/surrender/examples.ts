import type { Examples } from "../../../shared/http/examples.ts";
import type { surrenderEndpoints } from "./contract.ts";

/** Examples of surrender. */
export const surrenderExamples: Examples<typeof surrenderEndpoints> = {};

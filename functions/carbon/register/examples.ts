import type { Examples } from "../../../shared/http/examples.ts";
import type { registerEndpoints } from "./contract.ts";

/** Examples of factor sets, key entities, the city's energy and coverage. */
export const registerExamples: Examples<typeof registerEndpoints> = {};

import type { Examples } from "../../../shared/http/examples.ts";
import type { readingsEndpoints } from "./contract.ts";

/** Examples of readings that their parties must not see. */
export const readingsExamples: Examples<typeof readingsEndpoints> = {
  listConcealedReadings: { bureau: { summary: "What was read for investigations" } },
};

import type { Examples } from "../../shared/http/examples.ts";
import type { complianceEndpoints } from "./contract.ts";
import { declarationExamples } from "./declarations/examples.ts";
import { obligationExamples } from "./obligations/examples.ts";

/** Examples of compliance. */
export const complianceExamples: Examples<typeof complianceEndpoints> = { ...declarationExamples, ...obligationExamples };

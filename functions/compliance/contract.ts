import { declarationEndpoints, declarationFacts } from "./declarations/contract.ts";

/** The endpoints of compliance. */
export const complianceEndpoints = { ...declarationEndpoints } as const;

/** The facts of compliance. */
export const complianceFacts = { ...declarationFacts } as const;

import { accidentEndpoints, accidentFacts } from "./accidents/contract.ts";
import { consentEndpoints, consentFacts } from "./consents/contract.ts";
import { readingEndpoints } from "./reading/contract.ts";

/** The endpoints of disclosure. */
export const disclosureEndpoints = { ...consentEndpoints, ...readingEndpoints, ...accidentEndpoints } as const;

/** The facts of disclosure. */
export const disclosureFacts = { ...consentFacts, ...accidentFacts } as const;

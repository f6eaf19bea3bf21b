import { requestEvidence } from "./request-evidence.ts";

/** The use cases of evidence of auctions, by operation. */
export const evidenceUseCases = { requestEvidence };

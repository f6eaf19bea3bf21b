import { listEntries, listFacts, listPositions, readStatement } from "./read-records.ts";
import { readTrialBalance } from "./trial-balance.ts";

/** The use cases of facts and statements, by operation. */
export const statementsUseCases = { listFacts, listPositions, listEntries, readStatement, readTrialBalance };

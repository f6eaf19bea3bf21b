import { defineApi } from "../../shared/http/api.ts";
import { records } from "./deployment.ts";
import { recordsPorts } from "./ports.ts";
import { listEntries, listFacts, listPositions, readStatement } from "./read-records.ts";
import { readTrialBalance } from "./trial-balance.ts";

/** The API of records. */
export const api = defineApi(records.functions["records-api"], records.problems, recordsPorts, {
  listFacts,
  listPositions,
  listEntries,
  readStatement,
  readTrialBalance,
});

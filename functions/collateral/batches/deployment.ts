import type { FactsFunction } from "../../../shared/deployment/context.ts";
import { table } from "../../../shared/deployment/grants.ts";
import { batchesFacts } from "./contract.ts";

/** What the API function that serves batches may do for them, beyond what all API functions of collateral may. */
export const batchesGrants = [table("Collateral", ["GetItem", "PutItem", "BatchWriteItem", "Query"], ["batch#*"])] as const;

/** Consumers and jobs of batches. */
export const batchesFunctions = {
  "collateral-draft-batch": {
    kind: "facts",
    handler: "functions/collateral/batches/on-batch.handler.ts",
    facts: [batchesFacts.batchAccepted],
    impact: "Pledges of accepted batches are not drafted",
    grants: [
      table("Collateral", ["GetItem", "PutItem"], ["batch#*"]),
      table("Collateral", ["PutItem"], ["pledge#*", "pledge-versions#*", "pledges-in#*", "fact#*"]),
    ],
  },
} as const satisfies Record<string, FactsFunction>;

import { index, table } from "../../../shared/deployment/grants.ts";
import { dueIndex } from "../../../shared/deployment/indexes.ts";
import { payerGrants } from "../income/deployment.ts";

/** What the API function that serves pledges may do for them, beyond what all API functions of collateral may. */
export const pledgesGrants = [
  ...payerGrants,
  table("Collateral", ["Query", "PutItem"], ["pledges-in#*"]),
  table("Collateral", ["BatchGetItem"], ["pledge#*"]),
  // Whose a credit code is: a debtor's, or a pledgor's in a batch.
  table("Parties", ["GetItem"], ["code#*"]),
] as const;

/** Consumers and jobs of pledges. */
export const pledgesFunctions = {
  "collateral-terms": {
    kind: "job",
    handler: "functions/collateral/pledges/end-terms.handler.ts",
    everyMinutes: 5,
    impact: "Drafts stay open beyond their term, and nobody is told that the term of a registration is over",
    grants: [
      index("Collateral", dueIndex),
      table("Collateral", ["GetItem", "PutItem"], ["pledge#*"]),
      table("Collateral", ["BatchGetItem"], ["register#*"]),
      table("Collateral", ["PutItem"], ["pledge-versions#*", "fact#*"]),
    ],
  },
} as const;

import { index, table } from "../../../shared/deployment/grants.ts";
import { dueIndex } from "../../../shared/deployment/indexes.ts";

import { pledgeableKeys } from "../asset-kinds.ts";
import { expiryFacts } from "./contract-expiry.ts";

/** What the API function that serves freezes may do for them, beyond what all API functions of collateral may. */
export const freezesGrants = [table("Collateral", ["GetItem", "BatchGetItem", "PutItem"], ["freeze#*"])] as const;

/** Consumers and jobs of freezes. */
export const freezesFunctions = {
  "collateral-freeze-terms": {
    kind: "job",
    handler: "functions/collateral/freezes/end-terms.handler.ts",
    everyMinutes: 5,
    impact: "Court freezes bind beyond their term, and those that wait don't get their turn",
    grants: [
      index("Collateral", dueIndex),
      table("Collateral", ["GetItem", "PutItem"], ["register#*", "freeze#*"]),
      table("Collateral", ["BatchGetItem"], ["freeze#*"]),
      table("Collateral", ["PutItem"], ["book#*", "fact#*"]),
      table("Ledger", ["BatchGetItem", "UpdateItem"], pledgeableKeys),
      table("Ledger", ["PutItem"], ["fact#*"]),
    ],
  },
  "collateral-on-expiry": {
    kind: "facts",
    handler: "functions/collateral/freezes/on-expiry.handler.ts",
    facts: expiryFacts,
    impact: "Pledges and freezes are shown on rights that have expired, and banks and courts are not told",
    grants: [
      table("Collateral", ["BatchGetItem", "PutItem"], ["register#*", "pledge#*", "freeze#*"]),
      table("Collateral", ["PutItem"], ["book#*", "pledge-versions#*", "fact#*"]),
      table("Collateral", ["DeleteItem"], ["cancellations#*", "cancellations-in#*"]),
      // What is on sale waits for the end of its sale.
      table("Auctions", ["GetItem"], ["pledged-sale#*"]),
    ],
  },
} as const;

import type { FactsFunction } from "../../../shared/deployment/context.ts";
import { objects, table } from "../../../shared/deployment/grants.ts";
import { heardOfAuctions } from "./contract-heard.ts";

/** What the API function may do for screens. */
export const screensGrants = [
  table("Surveillance", ["GetItem"], ["screening#*"]),
  table("Surveillance", ["Query"], ["screenings#*"]),
] as const;

/** The consumer that screens auctions. */
export const screensFunctions = {
  "surveillance-on-auction": {
    kind: "facts",
    handler: "functions/surveillance/screens/on-auction.handler.ts",
    facts: heardOfAuctions,
    // A sealed book of a large sale is read whole.
    memoryMb: 1024,
    impact: "Regulators do not see what stands out in auctions that have closed",
    grants: [
      // Who the seller is, and the associates of sellers and of those that withdrew.
      table("Parties", ["GetItem"], ["party#*", "code#*"]),
      objects("Manifests", ["GetObject"], ["manifests/*", "results/*"]),
      table("Surveillance", ["GetItem", "Query", "PutItem"], ["heard#*", "sessions#*"]),
      table("Surveillance", ["GetItem", "PutItem"], ["screening#*"]),
      table("Surveillance", ["PutItem"], ["screenings#*"]),
      // What stands out is put on the worklist once.
      table("Surveillance", ["BatchGetItem", "PutItem"], ["item#*"]),
      table("Surveillance", ["PutItem"], ["worklist#*", "worklist-of#*", "item-entries#*"]),
    ],
  },
} as const satisfies Record<string, FactsFunction>;

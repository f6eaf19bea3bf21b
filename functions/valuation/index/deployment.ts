import type { FactsFunction } from "../../../shared/deployment/context.ts";
import { table } from "../../../shared/deployment/grants.ts";
import { baselineFacts } from "../baseline/contract-facts.ts";
import { indexFacts } from "./contract-facts.ts";

/** What the API of valuation may do for the composite index. */
export const indexGrants = [
  table("Valuation", ["GetItem", "PutItem", "Query"], ["indexes"]),
  table("Valuation", ["PutItem", "Query"], ["baskets#*"]),
  table("Valuation", ["PutItem"], ["index-items#*"]),
  table("Valuation", ["Query"], ["index-points#*", "index-versions#*"]),
] as const;

/** The consumer that computes the composite index. */
export const indexFunctions = {
  "valuation-index": {
    kind: "facts",
    handler: "functions/valuation/index/on-fact.handler.ts",
    facts: [baselineFacts.baselinePricePublished, indexFacts.indexBasketPublished],
    impact: "Composite indexes lag behind published prices and baskets",
    grants: [
      table("Valuation", ["Query"], ["index-items#*", "baskets#*", "baseline#*"]),
      table("Valuation", ["Query", "PutItem"], ["index-points#*"]),
      table("Valuation", ["PutItem"], ["index-versions#*", "fact#*"]),
    ],
  },
} as const satisfies Readonly<Record<string, FactsFunction>>;

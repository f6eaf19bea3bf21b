import type { FactsFunction, QueueFunction } from "../../../shared/deployment/context.ts";
import { sendTo, table } from "../../../shared/deployment/grants.ts";
import { transferFact } from "../../../shared/ledger/contract.ts";
import { collateralFacts } from "../../collateral/contract.ts";
import { baselineNoticePage } from "./contract.ts";
import { baselineFacts } from "./contract-facts.ts";

/** What the API of valuation may do for baseline prices. */
export const baselineGrants = [
  table("Valuation", ["GetItem", "PutItem", "Query"], ["baseline#*"]),
  table("Valuation", ["PutItem", "Query"], ["baseline-versions#*"]),
] as const;

const untold = "Holders and banks are not told of new baseline prices";

/** Consumers of facts and queues of baseline prices. */
export const baselineFunctions = {
  "valuation-told-list": {
    kind: "facts",
    handler: "functions/valuation/baseline/notices-to-holders/told-list.handler.ts",
    facts: [transferFact, collateralFacts.pledgeRegistered],
    impact: untold,
    grants: [table("Parties", ["GetItem"], ["site#*", "party#*"]), table("Values", ["BatchWriteItem"], ["told#*"])],
  },
  "valuation-tell": {
    kind: "facts",
    handler: "functions/valuation/baseline/notices-to-holders/on-price.handler.ts",
    facts: [baselineFacts.baselinePricePublished],
    impact: untold,
    grants: [sendTo("baseline-notices")],
  },
  "valuation-tell-page": {
    kind: "queue",
    handler: "functions/valuation/baseline/notices-to-holders/tell-page.handler.ts",
    queue: "baseline-notices",
    message: baselineNoticePage,
    maximumConcurrency: 2,
    impact: untold,
    grants: [
      table("Valuation", ["GetItem"], ["baseline-versions#*"]),
      table("Valuation", ["PutItem"], ["fact#*"]),
      table("Values", ["Query"], ["told#*"]),
      table("Values", ["GetItem", "PutItem"], ["told-page#*"]),
      sendTo("baseline-notices"),
    ],
  },
} as const satisfies Readonly<Record<string, FactsFunction | QueueFunction>>;

import type { FactsFunction, JobFunction } from "../../../shared/deployment/context.ts";
import { index, table } from "../../../shared/deployment/grants.ts";
import { dueIndex, secondListingIndex } from "../../../shared/deployment/indexes.ts";
import { partiesFacts } from "../../parties/contract.ts";
import { enforcementFacts } from "../enforcement/contract.ts";
import { payerGrants } from "../income/deployment.ts";
import { pledgesFacts } from "../pledges/contract.ts";
import { tellingGrant } from "../refusals/deployment.ts";
import { objectionFacts } from "./objections/contract.ts";

/** What ending a duty to file a new name takes: a filing ends it, and an amended one. */
export const nameFilingGrants = [
  table("Collateral", ["GetItem", "PutItem"], ["name-filing#*"]),
  table("Collateral", ["DeleteItem"], ["name-filings#*", "name-filings-in#*"]),
] as const;

/** What the API function that serves changes may do for them, beyond what all API functions of collateral may. */
export const changesGrants = [
  ...payerGrants,
  tellingGrant,
  // The bank that takes a pledge over.
  table("Parties", ["GetItem"], ["code#*"]),
  // A pledge that is revoked need not be cancelled any more.
  table("Collateral", ["DeleteItem"], ["cancellations#*", "cancellations-in#*"]),
  ...nameFilingGrants,
  table("Collateral", ["GetItem", "PutItem"], ["pledge-change#*"]),
  // Something is added in another area.
  table("Collateral", ["PutItem"], ["pledges-in#*"]),
  table("Collateral", ["GetItem", "BatchGetItem", "PutItem"], ["pledge-objection#*"]),
  table("Collateral", ["Query", "PutItem"], ["name-filings#*", "name-filings-in#*"]),
  // A judgment that revokes a pledge ends its enforcement, unless its tonnes are on sale.
  table("Collateral", ["GetItem", "PutItem"], ["enforcement#*"]),
  table("Auctions", ["ConditionCheckItem"], ["pledged-sale#*"]),
  // Which pledge a registration number is.
  table("Collateral", ["Query"], ["found#number#*"]),
] as const;

const job = {
  kind: "job",
  handler: "functions/collateral/changes/end-days.handler.ts",
  everyMinutes: 5,
  impact:
    "Changes that nobody answers stay open, objections that are not pursued stay in searches, and nobody is told of names that are not filed",
  grants: [
    index("Collateral", dueIndex),
    table("Collateral", ["GetItem", "PutItem"], ["pledge-change#*", "pledge-objection#*", "name-filing#*", "pledge#*"]),
    table("Collateral", ["PutItem"], ["pledge-versions#*", "name-filings#*", "name-filings-in#*", "fact#*"]),
  ],
} as const satisfies JobFunction;

const names = {
  kind: "facts",
  handler: "functions/collateral/changes/names/on-name.handler.ts",
  facts: [
    partiesFacts.partyRenamed,
    pledgesFacts.pledgeLapsed,
    pledgesFacts.pledgeCancelled,
    pledgesFacts.pledgeExpired,
    objectionFacts.pledgeRevoked,
    enforcementFacts.pledgeEnforced,
  ],
  impact: "Banks are not told that the new name of a pledgor has to be filed",
  grants: [
    index("Collateral", secondListingIndex),
    table("Collateral", ["GetItem"], ["pledge#*"]),
    table("Collateral", ["GetItem", "PutItem"], ["name-filing#*"]),
    table("Collateral", ["PutItem", "DeleteItem"], ["name-filings#*", "name-filings-in#*"]),
    table("Collateral", ["PutItem"], ["fact#*"]),
  ],
} as const satisfies FactsFunction;

/** Consumers and jobs of changes. */
export const changesFunctions = { "collateral-change-days": job, "collateral-new-names-on-fact": names } as const;

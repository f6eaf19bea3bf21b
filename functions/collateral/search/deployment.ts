import type { FactsFunction } from "../../../shared/deployment/context.ts";
import { table } from "../../../shared/deployment/grants.ts";
import { partiesFacts } from "../../parties/contract.ts";
import { pledgeableKeys } from "../asset-kinds.ts";

/** The right to write the rows by which searches find a registration: every function that registers has it. */
export const searchableGrant = table("Collateral", ["PutItem"], ["found#*"]);

/** What the API function that serves search may do for them, beyond what all API functions of collateral may. */
export const searchGrants = [
  table("Collateral", ["Query"], ["found#*", "certificates#*", "encumbered#*", "book#*"]),
  table("Collateral", ["BatchGetItem"], ["register#*", "pledge#*"]),
  table("Collateral", ["BatchGetItem"], ["freeze#*"]),
  table("Collateral", ["GetItem", "PutItem"], ["certificate#*"]),
  table("Collateral", ["PutItem"], ["certificates#*"]),
  table("Readings", ["PutItem"], ["readings#*"]),
  table("Parties", ["BatchGetItem"], ["licence#*"]),
  table("Parties", ["Query"], ["party#*"]),
  table("Parties", ["GetItem"], ["site#*"]),
  // Whose a credit code is of which nothing is registered: it sees that it was searched.
  table("Parties", ["GetItem"], ["code#*"]),
  // What is free of a position now, and what was.
  table("Ledger", ["BatchGetItem"], pledgeableKeys),
  table("Records", ["Query"], ["posting#*", "month-end#*"]),
] as const;

/** Consumers and jobs of search. */
export const searchFunctions = {
  "collateral-names-on-fact": {
    kind: "facts",
    handler: "functions/collateral/search/on-name.handler.ts",
    facts: [partiesFacts.partyAdmitted, partiesFacts.partyRenamed],
    impact: "What is registered on a member's assets is found by its code and the name of then, and not yet by a new name",
    grants: [table("Collateral", ["PutItem"], ["found#name#*"])],
  },
} as const satisfies Record<string, FactsFunction>;

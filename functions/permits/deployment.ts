import { defineContext } from "../../shared/deployment/context.ts";
import { commandsAndFacts, index, readMembers, table } from "../../shared/deployment/grants.ts";
import { dueIndex, listingIndex } from "../../shared/deployment/indexes.ts";
import { permitsEndpoints, permitsFacts } from "./contract.ts";
import { permitsLifecycles } from "./lifecycles.ts";
import { permitsNotices } from "./notices.ts";
import { permitsProblems } from "./problems.ts";

/** Caps, reserves, certified needs and the terms of emission permits. */
export const permits = defineContext({
  name: "permits",
  description: "排污权：总量、政府储备、购买需求与持有 Caps, the reserve, certified needs, and the permits of sites.",
  endpoints: permitsEndpoints,
  problems: permitsProblems,
  facts: permitsFacts,
  notices: permitsNotices,
  lifecycles: permitsLifecycles,
  tables: { Permits: { streamed: true, indexes: [listingIndex] } },
  functions: {
    "permits-api": {
      kind: "api",
      handler: "functions/permits/api.handler.ts",
      endpoints: permitsEndpoints,
      requests: { table: "Permits", path: "/permits/requests" },
      impact: "The bureau cannot set caps or certify needs, so enterprises cannot enrol in auctions",
      grants: [
        readMembers,
        table("Parties", ["Query"], ["party#*"]),
        table("Parties", ["GetItem"], ["site#*"]),
        // Sites of an area; the list of parties is in the same index and stays out of reach.
        index("Parties", listingIndex, ["sites#*"]),
        ...commandsAndFacts("Permits"),
        table("Permits", ["GetItem", "BatchGetItem"], ["fact#*"]),
        table("Permits", ["GetItem", "PutItem"], ["caps#*", "needs#*"]),
        table("Permits", ["PutItem"], ["reserve#*"]),
        // What a renewal cut, and how much of it is in the reserve.
        table("Allocations", ["GetItem"], ["fact#*"]),
        table("Permits", ["UpdateItem"], ["renewal-cut#*"]),
        // Targets that areas miss, and exceptions from the trading limits.
        table("Permits", ["GetItem", "PutItem", "Query"], ["limits#*"]),
        // Amounts of an assessment that go by auction.
        table("Permits", ["UpdateItem"], ["eia#*"]),
        // Those that go by allocation can't.
        table("Allocations", ["ConditionCheckItem"], ["eia#*"]),
        table("Permits", ["Query"], ["caps#*", "reserve#*", "needs#*"]),
        index("Permits", listingIndex),
        // This function moves quota, needs and headroom but never holds them; permits are only read.
        table("Ledger", ["GetItem", "UpdateItem"], ["quota#*", "need#*", "headroom#*"]),
        table("Ledger", ["PutItem"], ["fact#*"]),
        table("Ledger", ["Query"], ["permit#*"]),
        // What was issued and what is used up tells which needs are open.
        table("Ledger", ["Query"], ["need#issue:*", "need#retired:*"]),
        // What stands in the licence of a site.
        table("Licences", ["Query"], ["records#*"]),
      ],
    },
    "permits-expire": {
      kind: "job",
      handler: "functions/permits/expire-permits.handler.ts",
      everyMinutes: 60,
      impact: "Holders and pledgees are not told that a permit has expired",
      grants: [
        index("Ledger", dueIndex),
        table("Ledger", ["GetItem", "UpdateItem", "Query"], ["permit#*"]),
        table("Ledger", ["PutItem"], ["fact#*"]),
        // The holder of a site, and its name.
        table("Parties", ["GetItem"], ["site#*", "party#*"]),
        table("Permits", ["PutItem"], ["fact#*"]),
      ],
    },
  },
});

import { defineContext } from "../../shared/deployment/context.ts";
import { commandsAndFacts, index, readMembers, table } from "../../shared/deployment/grants.ts";
import { dueIndex, listingIndex, secondListingIndex } from "../../shared/deployment/indexes.ts";
import { permitsFacts } from "../permits/contract.ts";
import { surplusEndpoints, surplusFacts } from "./contract.ts";
import { surplusLifecycles } from "./lifecycles.ts";
import { surplusNotices } from "./notices.ts";
import { surplusProblems } from "./problems.ts";

/** What becomes of permits that a site does not need: certified reductions, storage, buy-back, and recovery by the bureau. */
export const surplus = defineContext({
  name: "surplus",
  description: "富余排污权：减排认定、储存、回购与收回 Certified surplus, its storage and buy-back, and the recovery of permits.",
  endpoints: surplusEndpoints,
  problems: surplusProblems,
  facts: surplusFacts,
  notices: surplusNotices,
  lifecycles: surplusLifecycles,
  tables: { Surplus: { streamed: true, indexes: [listingIndex, secondListingIndex, dueIndex] } },
  functions: {
    "surplus-api": {
      kind: "api",
      handler: "functions/surplus/api.handler.ts",
      endpoints: surplusEndpoints,
      requests: { table: "Surplus", path: "/surplus/requests" },
      impact: "The bureau cannot certify reductions or recover permits, and holders cannot store surplus or have it bought back",
      grants: [
        readMembers,
        ...commandsAndFacts("Surplus"),
        table("Surplus", ["GetItem", "PutItem"], ["certificate#*", "coverage#*", "storage#*", "recovery#*", "open-recovery#*"]),
        table("Surplus", ["PutItem", "Query"], ["prices#*"]),
        index("Surplus", listingIndex),
        index("Surplus", secondListingIndex),
        // What allocations delivered to a site for a fee.
        index("Allocations", secondListingIndex, ["allocations-at#*"]),
        table("Permits", ["PutItem"], ["reserve#*"]),
        table("Allocations", ["ConditionCheckItem"], ["debt#*"]),
        table("Ledger", ["GetItem", "PutItem", "UpdateItem", "Query"], ["permit#*"]),
        table("Ledger", ["UpdateItem"], ["quota#*", "headroom#*"]),
        table("Ledger", ["GetItem", "UpdateItem"], ["cash#buy-back:*", "cash#treasury:*"]),
        table("Ledger", ["UpdateItem"], ["cash#party:*"]),
        table("Ledger", ["PutItem"], ["fact#*"]),
      ],
    },
    "surplus-recover": {
      kind: "job",
      handler: "functions/surplus/recover-permits.handler.ts",
      everyMinutes: 5,
      impact: "Ordered recoveries are not carried out: permits of closed sites can still be pledged or sold",
      warnings: {
        "recovery-blocked": {
          says: "a recovery is blocked",
          finding: "A recovery waits for money in the fund, for a buy-back price, or for a use fee that the site owes",
        },
      },
      grants: [
        index("Surplus", dueIndex),
        table("Surplus", ["GetItem", "PutItem"], ["recovery#*", "storage#*"]),
        table("Surplus", ["DeleteItem"], ["open-recovery#*"]),
        table("Surplus", ["Query"], ["prices#*"]),
        table("Surplus", ["PutItem"], ["fact#*"]),
        table("Permits", ["PutItem"], ["reserve#*"]),
        table("Allocations", ["ConditionCheckItem"], ["debt#*"]),
        table("Ledger", ["GetItem", "UpdateItem", "Query", "BatchGetItem"], ["permit#*"]),
        table("Ledger", ["UpdateItem"], ["quota#*", "headroom#*"]),
        table("Ledger", ["GetItem", "UpdateItem"], ["cash#buy-back:*"]),
        table("Ledger", ["UpdateItem"], ["cash#party:*"]),
        table("Ledger", ["PutItem"], ["fact#*"]),
      ],
    },
    "surplus-expire": {
      kind: "facts",
      handler: "functions/surplus/on-permit-expired.handler.ts",
      facts: [permitsFacts.permitExpired],
      impact: "Stored surplus whose term has ended is shown as stored",
      grants: [table("Surplus", ["GetItem", "PutItem"], ["storage#*"]), table("Surplus", ["PutItem"], ["fact#*"])],
    },
  },
});

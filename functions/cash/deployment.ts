import { defineContext } from "../../shared/deployment/context.ts";
import { commandsAndFacts, readMembers, table } from "../../shared/deployment/grants.ts";
import { cashEndpoints, cashFacts } from "./contract.ts";
import { cashNotices } from "./notices.ts";
import { cashProblems } from "./problems.ts";

/** Cash positions of members: bank receipts, pay-outs and the proceeds of the house accounts. */
export const cash = defineContext({
  name: "cash",
  endpoints: cashEndpoints,
  problems: cashProblems,
  facts: cashFacts,
  notices: cashNotices,
  tables: { Cash: { streamed: true, indexes: [] } },
  functions: {
    "cash-api": {
      kind: "api",
      handler: "functions/cash/api.handler.ts",
      endpoints: cashEndpoints,
      collections: ["/cash"],
      requests: { table: "Cash", path: "/cash/requests" },
      impact: "The operator cannot book bank receipts, so winners cannot pay",
      grants: [
        readMembers,
        ...commandsAndFacts("Cash"),
        table("Cash", ["GetItem", "PutItem"], ["bank-reference#*"]),
        table("Cash", ["Query", "PutItem"], ["bookings#*"]),
        table("Ledger", ["GetItem", "UpdateItem"], ["cash#*"]),
        table("Ledger", ["PutItem"], ["fact#*"]),
      ],
    },
    "cash-sweep": {
      kind: "job",
      handler: "functions/cash/sweep-house-accounts.handler.ts",
      everyMinutes: 60,
      impact: "Proceeds stay on the stripes of treasury and exchange and cannot be paid out",
      grants: [table("Ledger", ["GetItem", "UpdateItem"], ["cash#*"]), table("Ledger", ["PutItem"], ["fact#*"])],
    },
  },
});

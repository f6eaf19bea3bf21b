import { defineContext } from "../../shared/deployment/context.ts";
import { commandsAndFacts, index, readCalendars, readMembers, table } from "../../shared/deployment/grants.ts";
import { listingIndex } from "../../shared/deployment/indexes.ts";
import { cashEndpoints, cashFacts } from "./contract.ts";
import { cashLifecycles } from "./lifecycles.ts";
import { cashNotices } from "./notices.ts";
import { cashProblems } from "./problems.ts";

/** What booking a line needs: its rows, its bank day, and the member's money with what it owes. */
const bookingGrants = [
  ...commandsAndFacts("Cash"),
  // Every name that a member had: it may pay under a former one.
  table("Parties", ["Query"], ["party#*"]),
  table("Cash", ["GetItem", "PutItem"], ["bank-reference#*"]),
  table("Cash", ["GetItem", "PutItem"], ["refund#*", "statement#*"]),
  table("Cash", ["PutItem"], ["lines#*"]),
  table("Cash", ["UpdateItem"], ["origins#*"]),
  table("Cash", ["UpdateItem"], ["bank-day-state#*"]),
  table("Ledger", ["GetItem", "Query", "UpdateItem"], ["cash#*"]),
  table("Ledger", ["PutItem"], ["fact#*"]),
] as const;

/** Members' money and the bank's lines: receipts, suspense, refunds, the closing of bank days, and the proceeds of the house accounts. */
export const cash = defineContext({
  name: "cash",
  description: "会员资金：银行流水、退款与银行日 Money of members: bank lines, refunds and bank days.",
  endpoints: cashEndpoints,
  problems: cashProblems,
  facts: cashFacts,
  notices: cashNotices,
  lifecycles: cashLifecycles,
  tables: { Cash: { streamed: true, indexes: [listingIndex] } },
  functions: {
    "cash-api": {
      kind: "api",
      handler: "functions/cash/api.handler.ts",
      endpoints: cashEndpoints,
      requests: { table: "Cash", path: "/cash/requests" },
      impact: "The operator cannot book bank receipts, so winners cannot pay",
      grants: [
        readMembers,
        ...bookingGrants,
        index("Cash", listingIndex),
        // What is booked under the references of a statement, and the state of the bank days.
        table("Cash", ["BatchGetItem"], ["bank-reference#*", "bank-day-state#*"]),
        table("Cash", ["GetItem"], ["lines#*", "origins#*"]),
        table("Cash", ["Query"], ["lines#*", "origins#*", "statement#*", "day-defaults"]),
        table("Cash", ["BatchWriteItem"], ["statement#*"]),
        table("Cash", ["GetItem", "Query", "PutItem"], ["bank-days"]),
        // A refund is held under its own id.
        table("Ledger", ["PutItem"], ["cash#*"]),
      ],
    },
    "cash-book-statement": {
      kind: "facts",
      handler: "functions/cash/statements/on-statement-imported.handler.ts",
      facts: [cashFacts.statementImported],
      impact: "Bank lines of an imported statement are not booked, so that payments do not count",
      grants: [table("Parties", ["GetItem"], ["party#*"]), ...bookingGrants, table("Cash", ["Query"], ["statement#*"])],
    },
    "cash-watch-days": {
      kind: "job",
      handler: "functions/cash/days/watch-days.handler.ts",
      everyMinutes: 60,
      settings: ["bankDayHour"],
      impact: "Bank days stay open unnoticed: what is paid or in default is not decided",
      warnings: {
        "day-open": { says: "a bank day is left open", finding: "A bank day was not closed by the hour of the next working day" },
      },
      grants: [readCalendars, table("Cash", ["BatchGetItem"], ["bank-day-state#*"]), table("Cash", ["PutItem"], ["fact#*"])],
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

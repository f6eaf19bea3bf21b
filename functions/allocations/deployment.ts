import { defineContext } from "../../shared/deployment/context.ts";
import { commandsAndFacts, index, readMembers, sendTo, table } from "../../shared/deployment/grants.ts";
import { dueIndex, listingIndex, secondListingIndex } from "../../shared/deployment/indexes.ts";
import { cashFacts } from "../cash/contract.ts";
import { surplusFacts } from "../surplus/contract.ts";
import { allocationsEndpoints, allocationsFacts, planPage } from "./contract.ts";
import { allocationsLifecycles } from "./lifecycles.ts";
import { allocationsNotices } from "./notices.ts";
import { allocationsProblems } from "./problems.ts";

/** What a site owes since a certificate was reversed; where cash is booked, no certificate is. */
const debtGrant = table("Allocations", ["PutItem", "DeleteItem"], ["debt#*"]);
/** What paying one allocation needs: its rows, its holds and dues, money and permits. */
const paymentGrants = [
  table("Allocations", ["BatchGetItem", "PutItem"], ["plan#*"]),
  table("Allocations", ["PutItem", "DeleteItem"], ["next-due#*"]),
  table("Allocations", ["PutItem"], ["fact#*"]),
  table("Ledger", ["BatchGetItem"], ["permit#*"]),
  table("Ledger", ["Query", "DeleteItem"], ["cash#*"]),
  table("Ledger", ["UpdateItem"], ["cash#*", "permit#*"]),
  table("Ledger", ["PutItem"], ["fact#*", "permit#*"]),
] as const;

/** Fixed-price allocation of permits to existing dischargers: rates, plans, payments and renewals. */
export const allocations = defineContext({
  name: "allocations",
  description:
    "排污权定额出让：征收标准、方案、公示、使用费与延续 Fixed-price allocation to existing dischargers: rates, plans, public notice, use fees and renewals.",
  endpoints: allocationsEndpoints,
  problems: allocationsProblems,
  facts: allocationsFacts,
  notices: allocationsNotices,
  lifecycles: allocationsLifecycles,
  tables: { Allocations: { streamed: true, indexes: [listingIndex, secondListingIndex, dueIndex] } },
  functions: {
    "allocations-api": {
      kind: "api",
      handler: "functions/allocations/api.handler.ts",
      endpoints: allocationsEndpoints,
      requests: { table: "Allocations", path: "/allocations/requests" },
      impact: "The bureau cannot draft or decide plans, and units cannot object or pay",
      grants: [
        readMembers,
        // The sites that hold the licences of a page, their parties and themselves.
        table("Parties", ["BatchGetItem"], ["licence#*", "party#*"]),
        ...commandsAndFacts("Allocations"),
        table("Allocations", ["GetItem", "Query", "PutItem"], ["plan#*", "rates#*"]),
        table("Allocations", ["BatchGetItem", "DeleteItem"], ["plan#*"]),
        table("Allocations", ["UpdateItem"], ["eia#*"]),
        // Which plans have a line for a site.
        table("Allocations", ["BatchGetItem", "PutItem"], ["claims#*"]),
        index("Allocations", listingIndex),
        index("Allocations", secondListingIndex),
        // Amounts that go by auction, and how much of an expired permit a site held.
        table("Permits", ["BatchGetItem", "ConditionCheckItem"], ["eia#*"]),
        table("Permits", ["GetItem"], ["fact#*"]),
        // What discharge licences allow.
        table("Licences", ["BatchGetItem"], ["licensed#*"]),
        // Approval takes headroom, and a line renews what its site holds.
        table("Ledger", ["GetItem", "UpdateItem"], ["headroom#*"]),
        table("Ledger", ["Query", "UpdateItem"], ["permit#*"]),
        table("Ledger", ["PutItem"], ["fact#*"]),
        // Paying, certificates, and what is free where one is reversed.
        ...paymentGrants,
        debtGrant,
        table("Allocations", ["GetItem", "PutItem"], ["certificate#*"]),
        table("Ledger", ["GetItem"], ["permit#*"]),
      ],
    },
    "allocations-on-plan": {
      kind: "facts",
      handler: "functions/allocations/plans/on-plan.handler.ts",
      facts: [allocationsFacts.planPublished, allocationsFacts.planApproved, allocationsFacts.planRejected, allocationsFacts.planWithdrawn],
      impact: "Published plans are not announced to their units, and approved ones are not distributed",
      grants: [sendTo("allocation-pages")],
    },
    "allocations-pages": {
      kind: "queue",
      handler: "functions/allocations/plans/plan-page.handler.ts",
      queue: "allocation-pages",
      message: planPage,
      maximumConcurrency: 5,
      impact: "Published plans are not announced to their units, and approved ones are not distributed",
      grants: [
        table("Allocations", ["GetItem", "Query", "PutItem"], ["plan#*"]),
        table("Allocations", ["PutItem"], ["fact#*", "next-due#*"]),
        table("Allocations", ["UpdateItem"], ["eia#*"]),
        sendTo("allocation-pages"),
        // What a site held of permits that have expired.
        table("Permits", ["GetItem"], ["fact#*"]),
        table("Ledger", ["Query", "UpdateItem"], ["permit#*"]),
        // What a site no longer holds of what it was to renew goes back to the caps.
        table("Ledger", ["UpdateItem"], ["headroom#*"]),
        // What each unit has to pay first.
        table("Ledger", ["PutItem"], ["cash#*", "fact#*"]),
      ],
    },
    "allocations-on-cash": {
      kind: "facts",
      handler: "functions/allocations/payments/on-cash-received.handler.ts",
      facts: [cashFacts.cashReceived, cashFacts.suspenseAssigned, cashFacts.refundReturned],
      impact: "Use fees that members have paid do not count, and their permits are not delivered",
      grants: [...paymentGrants],
    },
    "allocations-on-recovered": {
      kind: "facts",
      handler: "functions/allocations/payments/on-permits-recovered.handler.ts",
      facts: [surplusFacts.permitsRecovered],
      impact: "Use fees stay owed for permits that the bureau has recovered, and closed sites are delivered what they pay",
      grants: [
        table("Allocations", ["BatchGetItem", "PutItem"], ["plan#*"]),
        table("Allocations", ["PutItem", "DeleteItem"], ["next-due#*"]),
        table("Allocations", ["PutItem"], ["fact#*"]),
        // Allocations to the site that wait for their first payment return to the caps.
        index("Allocations", secondListingIndex),
        table("Ledger", ["UpdateItem"], ["headroom#*", "permit#*"]),
        table("Ledger", ["BatchGetItem"], ["permit#*"]),
        // What is not owed any more, and the money that was set aside for it.
        table("Ledger", ["Query", "UpdateItem", "DeleteItem"], ["cash#*"]),
        table("Ledger", ["PutItem"], ["fact#*"]),
      ],
    },
    "allocations-deadlines": {
      kind: "job",
      handler: "functions/allocations/payments/deadlines.handler.ts",
      everyMinutes: 1,
      impact: "Payment notices are not sent, and overdue permits go on counting",
      grants: [
        index("Allocations", dueIndex),
        ...paymentGrants,
        debtGrant,
        // What a unit owes from a notice on, and what it has at its day.
        table("Ledger", ["BatchGetItem", "PutItem"], ["cash#*"]),
        // What is free at the site of a debtor.
        table("Ledger", ["GetItem"], ["permit#*"]),
        // What is returned to the caps.
        table("Ledger", ["UpdateItem"], ["headroom#*"]),
        // Whether the bank day of a deadline is closed, and what rests on it.
        table("Cash", ["GetItem", "UpdateItem"], ["bank-day-state#*"]),
        table("Cash", ["PutItem"], ["day-defaults"]),
      ],
    },
    "allocations-renewal-ahead": {
      kind: "job",
      handler: "functions/allocations/renewals/tell-renewals.handler.ts",
      everyMinutes: 60,
      impact: "Holders are not told that their permits end soon",
      grants: [
        index("Ledger", dueIndex),
        table("Ledger", ["GetItem"], ["permit#*"]),
        table("Parties", ["GetItem"], ["site#*", "party#*"]),
        table("Allocations", ["GetItem", "PutItem"], ["renewal-ahead#*", "fact#*"]),
      ],
    },
  },
});

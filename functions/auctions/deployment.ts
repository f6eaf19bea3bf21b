import { defineContext } from "../../shared/deployment/context.ts";
import { commandsAndFacts, index, objects, readCalendars, readMembers, sendTo, table, useKey } from "../../shared/deployment/grants.ts";
import { dueIndex, listingIndex, secondListingIndex } from "../../shared/deployment/indexes.ts";
import { calendarFacts } from "../calendar/contract.ts";
import { cashFacts } from "../cash/contract.ts";
import { auctionReference, auctionsEndpoints, auctionsFacts, enrolmentReference } from "./contract.ts";
import { auctionsLifecycles } from "./lifecycles.ts";
import { auctionsNotices } from "./notices.ts";
import { auctionsProblems } from "./problems.ts";

const { submitBid, readOwnBid, withdrawEnrolment, ...saleEndpoints } = auctionsEndpoints;

/** What settling or releasing one enrolment needs: its rows, its two holds, money and permits. */
const settlementGrants = [
  table("Auctions", ["BatchGetItem"], ["auction#*", "enrolments#*", "awards#*"]),
  table("Auctions", ["PutItem"], ["enrolments#*", "awards#*", "fact#*"]),
  table("Ledger", ["BatchGetItem"], ["cash#*", "need#*"]),
  table("Ledger", ["UpdateItem"], ["cash#*", "need#*", "permit#*"]),
  // What a winner still has to pay; it is deleted when it is paid or in default.
  table("Ledger", ["DeleteItem"], ["cash#*"]),
  table("Ledger", ["PutItem"], ["fact#*"]),
  // Where the tonnes of a pledge are sold, its money collects, and what was not paid waits.
  table("Auctions", ["UpdateItem"], ["pledged-sale#*"]),
] as const;

/** What lies on the tonnes of a pledge that are sold, and that it stays so. */
const enforcementGrants = [table("Collateral", ["GetItem", "ConditionCheckItem"], ["enforcement#*", "register#*"])] as const;

/** Public sale of permits: from announcement to delivery. */
export const auctions = defineContext({
  name: "auctions",
  description:
    "排污权公开出让：公告、报名、密封报价、成交与交割 Public sales of permits: announcement, enrolment, sealed bids, result and settlement.",
  endpoints: auctionsEndpoints,
  problems: auctionsProblems,
  facts: auctionsFacts,
  notices: auctionsNotices,
  lifecycles: auctionsLifecycles,
  tables: {
    Auctions: { streamed: true, indexes: [listingIndex, secondListingIndex, dueIndex] },
    // Sealed bids: no stream, so only the bidding function and clearing ever see one.
    Bidding: { streamed: false, indexes: [] },
  },
  keys: {
    Sealing: {
      description: "Encrypts seeds of draws and confidential reserve prices at announcement; only the close of auctions decrypts.",
    },
  },
  buckets: {
    Manifests: {
      locked: true,
      noAccessLogBecause:
        "Few functions reach the bucket, objects are created once and locked, and the auction holds the hash of each: an access log would prove nothing more.",
    },
  },
  functions: {
    "auctions-api": {
      kind: "api",
      handler: "functions/auctions/api.handler.ts",
      endpoints: saleEndpoints,
      requests: { table: "Auctions", path: "/auctions/requests" },
      impact: "Enterprises cannot enrol or pay, and the operator cannot announce auctions",
      grants: [
        readMembers,
        readCalendars,
        // The certified need that an enrolment is made with.
        table("Permits", ["GetItem"], ["fact#*"]),
        // Targets that the site's area misses, and exceptions from the trading limits.
        table("Permits", ["Query"], ["limits#*"]),
        ...commandsAndFacts("Auctions"),
        // Enrolling again after a withdrawal reads the earlier enrolment.
        table("Auctions", ["GetItem"], ["auction#*", "enrolments#*"]),
        table("Auctions", ["PutItem"], ["auction#*", "enrolments#*", "awards#*"]),
        // Paying reads what settling reads.
        table("Auctions", ["BatchGetItem"], ["auction#*", "enrolments#*", "awards#*"]),
        index("Auctions", listingIndex),
        index("Auctions", secondListingIndex),
        // Who is enrolled in an auction, and who objects to its result.
        table("Auctions", ["Query"], ["enrolments#*", "objections#*"]),
        table("Auctions", ["GetItem", "PutItem"], ["objections#*"]),
        ...enforcementGrants,
        table("Auctions", ["PutItem", "UpdateItem"], ["pledged-sale#*"]),
        // Announcing commits to a seed and keeps a confidential reserve price: encrypted and put, never read.
        table("Bidding", ["PutItem"], ["secrets#*"]),
        useKey("Sealing", ["Encrypt"]),
        // What is left of a need, for those who ask before they enrol.
        table("Ledger", ["GetItem"], ["quota#*", "headroom#*", "need#*"]),
        table("Ledger", ["DeleteItem"], ["cash#*"]),
        table("Ledger", ["BatchGetItem"], ["cash#*", "need#*"]),
        table("Ledger", ["UpdateItem"], ["cash#*", "need#*", "permit#*", "quota#*", "headroom#*"]),
        table("Ledger", ["PutItem"], ["cash#*", "need#*", "fact#*"]),
        objects("Manifests", ["GetObject"], ["manifests/*", "results/*"]),
      ],
    },
    "bidding-api": {
      kind: "api",
      handler: "functions/auctions/bidding/api.handler.ts",
      endpoints: { submitBid, readOwnBid, withdrawEnrolment },
      // Beside the sheets: a bid that waits is sealed as a bid.
      requests: { table: "Bidding", path: "/auctions/bids/requests" },
      // Who bids or withdraws, and when, is confidential before the close.
      confidentialCalls: true,
      impact: "Enterprises cannot bid or withdraw",
      grants: [
        readMembers,
        table("Auctions", ["GetItem"], ["auction#*", "enrolments#*"]),
        table("Auctions", ["ConditionCheckItem"], ["enrolments#*"]),
        table("Bidding", ["GetItem", "PutItem"], ["sheet#*", "version#*"]),
        // Withdrawing empties the sheet and releases the enrolment in one transaction. Whoever may write a sheet may read it, so this
        // function withdraws, and not that of the sale.
        table("Bidding", ["UpdateItem"], ["sheet#*"]),
        ...commandsAndFacts("Auctions"),
        table("Auctions", ["PutItem"], ["enrolments#*"]),
        table("Ledger", ["BatchGetItem", "UpdateItem"], ["cash#*", "need#*"]),
        table("Ledger", ["PutItem"], ["fact#*"]),
      ],
    },
    "auctions-close": {
      kind: "job",
      handler: "functions/auctions/closing/close-due-auctions.handler.ts",
      everyMinutes: 1,
      impact: "Closed auctions are not cleared: bidders wait for their results",
      grants: [index("Auctions", dueIndex), sendTo("closings")],
    },
    "auctions-close-one": {
      kind: "queue",
      handler: "functions/auctions/closing/close-auction.handler.ts",
      queue: "closings",
      message: auctionReference,
      // Fifty auctions concurrently. Each batch has at most one transaction in flight on what the auctions of a pool share.
      maximumConcurrency: 5,
      memoryMb: 1024,
      impact: "Closed auctions are not cleared: bidders wait for their results",
      grants: [
        readCalendars,
        table("Auctions", ["GetItem"], ["auction#*"]),
        table("Auctions", ["Query"], ["enrolments#*"]),
        table("Auctions", ["PutItem"], ["auction#*", "awards#*", "fact#*"]),
        // Why an excluded enrolment is released.
        table("Auctions", ["UpdateItem"], ["enrolments#*"]),
        // Which bidders are excluded or suspended when the book is sealed.
        table("Parties", ["BatchGetItem"], ["party#*"]),
        // Award pages that an earlier run has written.
        table("Auctions", ["BatchGetItem"], ["awards#*"]),
        // Sealing is one conditional update that returns the sheet; nothing is queried or scanned.
        table("Bidding", ["UpdateItem"], ["sheet#*"]),
        table("Bidding", ["GetItem"], ["secrets#*"]),
        useKey("Sealing", ["Decrypt"]),
        objects("Manifests", ["GetObject", "PutObject"], ["manifests/*", "results/*"]),
        table("Ledger", ["UpdateItem"], ["permit#*", "quota#*", "headroom#*"]),
        // The hold that pledged tonnes are awarded from.
        table("Ledger", ["GetItem"], ["permit#*"]),
        table("Collateral", ["GetItem", "ConditionCheckItem"], ["register#*"]),
        table("Auctions", ["UpdateItem"], ["pledged-sale#*"]),
        // What each winner has to pay.
        table("Ledger", ["PutItem"], ["fact#*", "cash#*"]),
      ],
    },
    "auctions-default": {
      kind: "job",
      handler: "functions/auctions/settlement/default-awards.handler.ts",
      everyMinutes: 1,
      impact: "Unpaid awards stay open: their permits do not return to the reserve",
      grants: [
        index("Auctions", dueIndex),
        readCalendars,
        ...settlementGrants,
        table("Ledger", ["UpdateItem"], ["quota#*", "headroom#*"]),
        // Whether the bank day of a deadline is closed, and the defaults that rest on it.
        table("Cash", ["GetItem", "UpdateItem"], ["bank-day-state#*"]),
        table("Cash", ["PutItem"], ["day-defaults"]),
      ],
    },
    "auctions-release": {
      kind: "job",
      handler: "functions/auctions/settlement/release-again.handler.ts",
      everyMinutes: 1,
      impact: "Deposits and needs of a late enrolment stay held",
      grants: [
        index("Auctions", dueIndex),
        table("Auctions", ["Query"], ["enrolments#*"]),
        table("Auctions", ["UpdateItem"], ["auction#*"]),
        sendTo("settlements"),
      ],
    },
    "auctions-on-ended": {
      kind: "facts",
      handler: "functions/auctions/settlement/on-auction-ended.handler.ts",
      facts: [auctionsFacts.auctionCleared, auctionsFacts.auctionFailed, auctionsFacts.auctionCancelled],
      impact: "Winners are not settled and losers' deposits are not released",
      grants: [table("Auctions", ["Query"], ["enrolments#*"]), sendTo("settlements")],
    },
    "auctions-on-award-ended": {
      kind: "facts",
      handler: "functions/auctions/sellers/on-award-ended.handler.ts",
      facts: [auctionsFacts.awardSettled, auctionsFacts.awardDefaulted],
      impact: "The proceeds of pledged tonnes that were sold are not paid out",
      grants: [table("Auctions", ["GetItem"], ["auction#*", "pledged-sale#*"]), table("Auctions", ["PutItem"], ["fact#*"])],
    },
    "auctions-on-postponed": {
      kind: "facts",
      handler: "functions/auctions/sale/on-auction-postponed.handler.ts",
      facts: [auctionsFacts.auctionPostponed],
      impact: "Enrolled members are not told that their auction was postponed",
      grants: [table("Auctions", ["Query"], ["enrolments#*"]), table("Auctions", ["PutItem"], ["fact#*"])],
    },
    "auctions-on-calendar": {
      kind: "facts",
      handler: "functions/auctions/deadlines/on-calendar-published.handler.ts",
      facts: [calendarFacts.calendarPublished],
      impact: "Winners are not told that a year's notice gives them more time to pay",
      grants: [index("Auctions", dueIndex), sendTo("deadlines")],
    },
    "auctions-move-deadline": {
      kind: "queue",
      handler: "functions/auctions/deadlines/move-deadline.handler.ts",
      queue: "deadlines",
      message: enrolmentReference,
      maximumConcurrency: 5,
      impact: "Winners are not told that a year's notice gives them more time to pay",
      grants: [
        readCalendars,
        table("Auctions", ["BatchGetItem"], ["auction#*", "enrolments#*", "awards#*"]),
        table("Auctions", ["PutItem"], ["awards#*", "fact#*"]),
        // What a winner owes is owed until then, too.
        table("Ledger", ["BatchGetItem", "UpdateItem"], ["cash#*"]),
      ],
    },
    "auctions-settle": {
      kind: "queue",
      handler: "functions/auctions/settlement/settle-enrolment.handler.ts",
      queue: "settlements",
      message: enrolmentReference,
      // Fifty enrolments concurrently, on sixteen stripes each of treasury, exchange and retired permits.
      maximumConcurrency: 5,
      impact: "Winners do not get their permits and losers do not get their deposits back",
      grants: [...settlementGrants],
    },
    "auctions-on-cash": {
      kind: "facts",
      handler: "functions/auctions/settlement/on-cash-received.handler.ts",
      facts: [cashFacts.cashReceived, cashFacts.suspenseAssigned, cashFacts.refundReturned],
      impact: "Winners whose cash has arrived do not get their permits",
      grants: [index("Auctions", listingIndex), ...settlementGrants],
    },
  },
});

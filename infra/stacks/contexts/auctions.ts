import { type ContextDefinition, commandsAndFacts, index, ledgerEntries, readMembers, table } from "../context.ts";

const settles = [
  table("Auctions", ["GetItem", "UpdateItem", "PutItem", "Query"], ["auction#*", "enrolments#*", "awards#*"]),
  commandsAndFacts("Auctions"),
  ...ledgerEntries("cash", "permit", "need", "quota", "headroom"),
];

/** Public sale of permits: from announcement to delivery. */
export const auctions: ContextDefinition = {
  name: "auctions",
  functions: [
    {
      kind: "api",
      id: "auctions-api",
      entry: "functions/auctions/api.ts",
      collections: ["/auctions"],
      routes: [
        { method: "GET", path: "/auctions", public: true },
        { method: "GET", path: "/auctions/{auctionId}", public: true },
        { method: "GET", path: "/auctions/{auctionId}/bulletin", public: true },
      ],
      whoIsHurt: "Enterprises cannot enrol or pay, and the operator cannot announce auctions",
      grants: [
        readMembers,
        ...settles,
        index("Auctions", "byListing"),
        // Announcing commits to a seed and keeps a confidential reserve price: put only, never read.
        table("Bidding", ["PutItem"], ["seed#*", "reserve#*"]),
        { bucket: "Manifests", actions: ["GetObject"], prefixes: ["manifests/*", "results/*"] },
      ],
    },
    {
      kind: "api",
      id: "bidding-api",
      entry: "functions/auctions/bidding.api.ts",
      routes: [
        { method: "PUT", path: "/auctions/{auctionId}/bid", public: false },
        { method: "GET", path: "/auctions/{auctionId}/bid", public: false },
      ],
      whoIsHurt: "Enterprises cannot bid",
      grants: [
        readMembers,
        table("Auctions", ["GetItem", "ConditionCheckItem"], ["auction#*", "enrolments#*"]),
        table("Bidding", ["GetItem", "PutItem"], ["sheet#*", "version#*"]),
      ],
    },
    {
      kind: "job",
      id: "auctions-close",
      entry: "functions/auctions/close-auctions.job.ts",
      everyMinutes: 1,
      memoryMb: 1024,
      whoIsHurt: "Closed auctions are not cleared: bidders wait for their results",
      grants: [
        index("Auctions", "byDue"),
        table("Auctions", ["GetItem", "Query", "PutItem", "UpdateItem"], ["auction#*", "enrolments#*", "awards#*", "fact#*"]),
        table("Bidding", ["GetItem", "UpdateItem"], ["sheet#*", "seed#*", "reserve#*"]),
        { bucket: "Manifests", actions: ["GetObject", "PutObject"], prefixes: ["manifests/*", "results/*"] },
        ...ledgerEntries("permit", "quota", "headroom"),
      ],
    },
    {
      kind: "job",
      id: "auctions-default",
      entry: "functions/auctions/default-awards.job.ts",
      everyMinutes: 1,
      whoIsHurt: "Unpaid awards stay open: their permits do not return to the reserve",
      grants: [index("Auctions", "byDue"), ...settles],
    },
    {
      kind: "job",
      id: "auctions-release",
      entry: "functions/auctions/release-again.job.ts",
      everyMinutes: 1,
      whoIsHurt: "Deposits and needs of a late enrolment stay held",
      grants: [
        index("Auctions", "byDue"),
        table("Auctions", ["GetItem", "Query", "UpdateItem"], ["auction#*", "enrolments#*"]),
        { queue: "settlements" },
      ],
    },
    {
      kind: "facts",
      id: "auctions-on-ended",
      entry: "functions/auctions/on-auction-ended.ts",
      facts: { Auctions: ["auction-cleared", "auction-failed", "auction-cancelled"] },
      whoIsHurt: "Winners are not settled and losers' deposits are not released",
      grants: [table("Auctions", ["GetItem", "Query"], ["fact#*", "auction#*", "enrolments#*"]), { queue: "settlements" }],
    },
    {
      kind: "queue",
      id: "auctions-settle",
      entry: "functions/auctions/settle-enrolment.ts",
      queue: "settlements",
      whoIsHurt: "Winners do not get their permits and losers do not get their deposits back",
      grants: [...settles],
    },
    {
      kind: "facts",
      id: "auctions-on-cash",
      entry: "functions/auctions/on-cash-received.ts",
      facts: { Cash: ["cash-received"] },
      whoIsHurt: "Winners whose cash has arrived do not get their permits",
      grants: [table("Cash", ["GetItem"], ["fact#*"]), index("Auctions", "byListing"), ...settles],
    },
  ],
};

import { type ContextDefinition, index, readMembers, table } from "../context.ts";

/** Settling or releasing one enrolment: its rows, its two holds, money and permits. */
const settles = [
  table("Auctions", ["BatchGetItem"], ["auction#*", "enrolments#*", "awards#*"]),
  table("Auctions", ["PutItem"], ["enrolments#*", "awards#*", "fact#*"]),
  table("Ledger", ["BatchGetItem"], ["cash#*", "need#*"]),
  table("Ledger", ["UpdateItem"], ["cash#*", "need#*", "permit#*"]),
  table("Ledger", ["PutItem"], ["fact#*"]),
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
        // The certified need that an enrolment rests on.
        table("Permits", ["GetItem"], ["fact#*"]),
        table("Auctions", ["GetItem"], ["auction#*", "enrolments#*", "awards#*", "command#*"]),
        // Paying reads what settling reads.
        table("Auctions", ["BatchGetItem"], ["auction#*", "enrolments#*", "awards#*"]),
        table("Ledger", ["BatchGetItem"], ["cash#*", "need#*"]),
        table("Auctions", ["PutItem"], ["auction#*", "enrolments#*", "awards#*", "command#*", "fact#*"]),
        index("Auctions", "byListing"),
        // Announcing commits to a seed and keeps a confidential reserve price: put only, never read.
        table("Bidding", ["PutItem"], ["seed#*", "reserve#*"]),
        table("Ledger", ["GetItem"], ["quota#*", "headroom#*"]),
        table("Ledger", ["UpdateItem"], ["cash#*", "need#*", "permit#*", "quota#*", "headroom#*"]),
        table("Ledger", ["PutItem"], ["cash#*", "need#*", "fact#*"]),
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
        table("Auctions", ["GetItem"], ["auction#*", "enrolments#*"]),
        table("Auctions", ["ConditionCheckItem"], ["enrolments#*"]),
        table("Bidding", ["GetItem", "PutItem"], ["sheet#*", "version#*"]),
      ],
    },
    {
      kind: "job",
      id: "auctions-close",
      entry: "functions/auctions/close-auctions.job.ts",
      everyMinutes: 1,
      whoIsHurt: "Closed auctions are not cleared: bidders wait for their results",
      grants: [index("Auctions", "byDue"), { queue: "closings" }],
    },
    {
      kind: "queue",
      id: "auctions-close-one",
      entry: "functions/auctions/closings.queue.ts",
      queue: "closings",
      // Fifty auctions at once. Each batch has at most one transaction in flight on what the auctions of a pool share.
      batchesAtOnce: 5,
      memoryMb: 1024,
      whoIsHurt: "Closed auctions are not cleared: bidders wait for their results",
      grants: [
        table("Auctions", ["GetItem"], ["auction#*"]),
        table("Auctions", ["Query"], ["enrolments#*"]),
        table("Auctions", ["PutItem"], ["auction#*", "awards#*", "fact#*"]),
        // Award pages that an earlier run has written.
        table("Auctions", ["BatchGetItem"], ["awards#*"]),
        // Sealing is one conditional update that returns the sheet; nothing is queried or scanned.
        table("Bidding", ["UpdateItem"], ["sheet#*"]),
        table("Bidding", ["GetItem"], ["seed#*", "reserve#*"]),
        { bucket: "Manifests", actions: ["GetObject", "PutObject"], prefixes: ["manifests/*", "results/*"] },
        table("Ledger", ["UpdateItem"], ["permit#*", "quota#*", "headroom#*"]),
        table("Ledger", ["PutItem"], ["fact#*"]),
      ],
    },
    {
      kind: "job",
      id: "auctions-default",
      entry: "functions/auctions/default-awards.job.ts",
      everyMinutes: 1,
      whoIsHurt: "Unpaid awards stay open: their permits do not return to the reserve",
      grants: [index("Auctions", "byDue"), ...settles, table("Ledger", ["UpdateItem"], ["quota#*", "headroom#*"])],
    },
    {
      kind: "job",
      id: "auctions-release",
      entry: "functions/auctions/release-again.job.ts",
      everyMinutes: 1,
      whoIsHurt: "Deposits and needs of a late enrolment stay held",
      grants: [
        index("Auctions", "byDue"),
        table("Auctions", ["Query"], ["enrolments#*"]),
        table("Auctions", ["UpdateItem"], ["auction#*"]),
        { queue: "settlements" },
      ],
    },
    {
      kind: "facts",
      id: "auctions-on-ended",
      entry: "functions/auctions/on-auction-ended.ts",
      facts: { Auctions: ["auction-cleared", "auction-failed", "auction-cancelled"] },
      whoIsHurt: "Winners are not settled and losers' deposits are not released",
      grants: [table("Auctions", ["GetItem"], ["fact#*"]), table("Auctions", ["Query"], ["enrolments#*"]), { queue: "settlements" }],
    },
    {
      kind: "facts",
      id: "auctions-on-postponed",
      entry: "functions/auctions/on-auction-postponed.ts",
      facts: { Auctions: ["auction-postponed"] },
      whoIsHurt: "Enrolled members are not told that their auction was postponed",
      grants: [
        table("Auctions", ["GetItem"], ["fact#*"]),
        table("Auctions", ["Query"], ["enrolments#*"]),
        table("Auctions", ["PutItem"], ["fact#*"]),
      ],
    },
    {
      kind: "queue",
      id: "auctions-settle",
      entry: "functions/auctions/settle-enrolment.ts",
      queue: "settlements",
      // Fifty enrolments at once, on sixteen stripes each of treasury, exchange and retired permits.
      batchesAtOnce: 5,
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

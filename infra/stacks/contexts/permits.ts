import { type ContextDefinition, commandsAndFacts, index, ledgerEntries, readMembers, table } from "../context.ts";

/** Caps, reserve, certified needs and terms of emission permits. */
export const permits: ContextDefinition = {
  name: "permits",
  functions: [
    {
      kind: "api",
      id: "permits-api",
      entry: "functions/permits/api.ts",
      collections: ["/permits"],
      whoIsHurt: "The bureau cannot set caps or certify needs, so enterprises cannot enrol in auctions",
      grants: [
        readMembers,
        table("Parties", ["Query"], ["party#*"]),
        table("Permits", ["GetItem", "Query", "PutItem", "UpdateItem"], ["cap#*", "caps#*", "reserve#*", "need#*", "needs#*"]),
        commandsAndFacts("Permits"),
        index("Permits", "byListing"),
        ...ledgerEntries("quota", "permit", "need", "headroom"),
      ],
    },
    {
      kind: "job",
      id: "permits-expire",
      entry: "functions/permits/expire-permits.job.ts",
      everyMinutes: 60,
      whoIsHurt: "Holders and pledgees are not told that a permit has expired",
      grants: [commandsAndFacts("Permits"), index("Ledger", "byDue"), ...ledgerEntries("permit", "cash", "need")],
    },
  ],
};

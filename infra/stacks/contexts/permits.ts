import { type ContextDefinition, commandsAndFacts, index, readMembers, table } from "../context.ts";

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
        table("Permits", ["GetItem", "PutItem"], ["caps#*", "needs#*", "holder#*"]),
        table("Permits", ["PutItem"], ["reserve#*"]),
        table("Permits", ["Query"], ["caps#*", "reserve#*", "needs#*"]),
        commandsAndFacts("Permits"),
        index("Permits", "byListing"),
        // It moves quota, needs and headroom without ever holding them, and only reads who has which permits.
        table("Ledger", ["GetItem", "UpdateItem"], ["quota#*", "need#*", "headroom#*"]),
        table("Ledger", ["PutItem"], ["fact#*"]),
        table("Ledger", ["Query"], ["permit#*"]),
      ],
    },
    {
      kind: "job",
      id: "permits-expire",
      entry: "functions/permits/expire-permits.job.ts",
      everyMinutes: 60,
      whoIsHurt: "Holders and pledgees are not told that a permit has expired",
      grants: [
        index("Ledger", "byDue"),
        table("Ledger", ["GetItem", "UpdateItem", "Query"], ["permit#*"]),
        table("Ledger", ["PutItem"], ["fact#*"]),
        table("Permits", ["GetItem"], ["holder#*"]),
        table("Permits", ["PutItem"], ["fact#*"]),
      ],
    },
  ],
};

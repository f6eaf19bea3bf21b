import { type ContextDefinition, index, readMembers, table } from "../context.ts";

/** Messages to members. */
export const notices: ContextDefinition = {
  name: "notices",
  functions: [
    {
      kind: "api",
      id: "notices-api",
      entry: "functions/notices/api.ts",
      collections: ["/notices"],
      whoIsHurt: "Members cannot read their notices",
      grants: [readMembers, table("Notices", ["Query", "UpdateItem"], ["party#*"]), index("Notices", "byUnread")],
    },
    {
      kind: "facts",
      id: "notices-on-fact",
      entry: "functions/notices/on-fact.ts",
      facts: {
        Parties: ["party-admitted", "party-refused", "party-suspended", "party-reinstated", "exclusion-recorded"],
        Permits: ["need-certified", "permit-expired"],
        Cash: ["cash-received", "cash-paid-out"],
        Auctions: ["enrolment-made", "enrolment-postponed", "award-settled", "award-due", "award-defaulted", "enrolment-released"],
      },
      whoIsHurt: "Members are not told what concerns them",
      grants: [
        table("Parties", ["GetItem"], ["fact#*"]),
        table("Permits", ["GetItem"], ["fact#*"]),
        table("Cash", ["GetItem"], ["fact#*"]),
        table("Auctions", ["GetItem"], ["fact#*"]),
        table("Notices", ["PutItem"]),
      ],
    },
  ],
};

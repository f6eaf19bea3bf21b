import { type ContextDefinition, index, readMembers, table } from "../context.ts";

const everyFact = {
  Parties: [
    "party-registered",
    "party-admitted",
    "party-refused",
    "party-suspended",
    "party-reinstated",
    "exclusion-recorded",
    "exclusion-lifted",
    "site-registered",
    "associates-declared",
  ],
  Permits: ["cap-set", "reserve-added", "need-certified", "need-withdrawn", "permit-expired"],
  Cash: ["cash-received", "cash-paid-out", "house-paid-out"],
  Auctions: [
    "auction-announced",
    "auction-postponed",
    "auction-cancelled",
    "auction-cleared",
    "auction-failed",
    "enrolment-made",
    "enrolment-postponed",
    "award-due",
    "award-settled",
    "award-defaulted",
    "enrolment-released",
  ],
} as const;

/** What regulators and members read back: facts, statements, the trial balance. */
export const records: ContextDefinition = {
  name: "records",
  functions: [
    {
      kind: "api",
      id: "records-api",
      entry: "functions/records/api.ts",
      collections: ["/records"],
      whoIsHurt: "Regulators and members cannot read facts, statements and balances",
      grants: [
        readMembers,
        table("Records", ["Query"]),
        table("Ledger", ["GetItem", "BatchGetItem", "Query"]),
        index("Ledger", "byInstrument"),
      ],
    },
    {
      kind: "facts",
      id: "records-on-fact",
      entry: "functions/records/on-fact.ts",
      facts: everyFact,
      whoIsHurt: "Regulators and members do not see the latest facts",
      grants: [
        table("Parties", ["GetItem"], ["fact#*"]),
        table("Permits", ["GetItem"], ["fact#*"]),
        table("Cash", ["GetItem"], ["fact#*"]),
        table("Auctions", ["GetItem"], ["fact#*"]),
        table("Records", ["BatchWriteItem"]),
      ],
    },
    {
      kind: "facts",
      id: "records-on-transfer",
      entry: "functions/records/on-transfer.ts",
      facts: { Ledger: ["transfer"] },
      whoIsHurt: "Statements lag behind the ledger",
      grants: [table("Ledger", ["GetItem"]), table("Records", ["Query", "BatchWriteItem"])],
    },
  ],
};

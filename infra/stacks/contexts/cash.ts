import { type ContextDefinition, commandsAndFacts, readMembers, table } from "../context.ts";

/** Cash positions of members: bank receipts, pay-outs and the houses' proceeds. */
export const cash: ContextDefinition = {
  name: "cash",
  functions: [
    {
      kind: "api",
      id: "cash-api",
      entry: "functions/cash/api.ts",
      collections: ["/cash"],
      whoIsHurt: "The operator cannot book bank receipts, so winners cannot pay",
      grants: [
        readMembers,
        table("Cash", ["GetItem", "PutItem"], ["bank-reference#*"]),
        table("Cash", ["Query", "PutItem"], ["bookings#*"]),
        commandsAndFacts("Cash"),
        table("Ledger", ["GetItem", "UpdateItem"], ["cash#*"]),
        table("Ledger", ["PutItem"], ["fact#*"]),
      ],
    },
    {
      kind: "job",
      id: "cash-sweep",
      entry: "functions/cash/sweep-house-accounts.job.ts",
      everyMinutes: 60,
      whoIsHurt: "Proceeds stay on the stripes of treasury and exchange and cannot be paid out",
      grants: [table("Ledger", ["GetItem", "UpdateItem"], ["cash#*"]), table("Ledger", ["PutItem"], ["fact#*"])],
    },
  ],
};

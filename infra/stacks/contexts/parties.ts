import { type ContextDefinition, commandsAndFacts, index, readMembers, table } from "../context.ts";

/** Members and sites. */
export const parties: ContextDefinition = {
  name: "parties",
  functions: [
    {
      kind: "api",
      id: "parties-api",
      entry: "functions/parties/api.ts",
      collections: ["/parties", "/sites"],
      routes: [{ method: "GET", path: "/parties/areas", public: true }],
      knowsFirstOperator: true,
      whoIsHurt: "Organisations cannot register, and the operator cannot admit or suspend members",
      grants: [
        readMembers,
        table("Parties", ["GetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"], ["person#*", "party#*"]),
        table("Parties", ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"], ["code#*", "licence#*", "associates#*"]),
        commandsAndFacts("Parties"),
        index("Parties", "byListing"),
      ],
    },
  ],
};

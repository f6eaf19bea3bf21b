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
        table("Parties", ["Query", "PutItem"], ["party#*"]),
        table("Parties", ["PutItem"], ["person#*", "code#*", "licence#*"]),
        commandsAndFacts("Parties"),
        index("Parties", "byListing"),
      ],
    },
  ],
};

import type { FactsFunction } from "../../../shared/deployment/context.ts";
import { table } from "../../../shared/deployment/grants.ts";
import { heardActs } from "./contract-heard.ts";

/** What the API function may do for the supervision of the operator. */
export const supervisionGrants = [table("Surveillance", ["Query"], ["acts#*", "act-counts#*"])] as const;

/** The consumer of what the operator did. */
export const supervisionFunctions = {
  "surveillance-on-act": {
    kind: "facts",
    handler: "functions/surveillance/supervision/on-act.handler.ts",
    facts: heardActs,
    impact: "Regulators do not see what the operator did lately",
    grants: [table("Surveillance", ["PutItem"], ["acts#*"]), table("Surveillance", ["UpdateItem"], ["act-counts#*"])],
  },
} as const satisfies Record<string, FactsFunction>;

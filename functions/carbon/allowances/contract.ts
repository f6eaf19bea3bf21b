import * as z from "zod";
import { allocationEndpoints } from "./contract-allocations.ts";
import { allocationFacts, allowancePlanFacts, vintageFacts } from "./contract-facts.ts";
import { allowancePlanEndpoints } from "./contract-plans.ts";
import { statementEndpoints, statementFacts } from "./contract-statements.ts";

/** The endpoints of allocation of allowances. */
export const allowancesEndpoints = { ...allowancePlanEndpoints, ...allocationEndpoints, ...statementEndpoints } as const;

/** The facts of allocation of allowances. */
export const allowancesFacts = { ...allowancePlanFacts, ...allocationFacts, ...vintageFacts, ...statementFacts } as const;

/** What a page worker does with the entities of a plan. */
export const allowanceSteps = ["announce", "pre-allocate"] as const;
/** A message that asks for one page of a plan's entities. */
export const allowancePage = z.object({ planId: z.string(), step: z.enum(allowanceSteps), after: z.string().optional() });
/** Such a message. */
export type AllowancePage = z.output<typeof allowancePage>;

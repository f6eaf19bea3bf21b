import * as z from "zod";
import { declarationEndpoints, declarationFacts } from "./declarations/contract.ts";
import { obligationEndpoints, obligationFacts } from "./obligations/contract.ts";
import { type ObligationName, obligationIdOf } from "./obligations/subject.ts";

/** The endpoints of compliance. */
export const complianceEndpoints = { ...declarationEndpoints, ...obligationEndpoints } as const;

/** The facts of compliance. */
export const complianceFacts = { ...declarationFacts, ...obligationFacts } as const;

/** Id under which an obligation of a site for a pollutant, or of an entity for CO2, is read: whether there is one is another question. */
export function obligationIdFor(name: ObligationName): string {
  return obligationIdOf(name);
}

/** The version of the obligation that a fact about its gap states: of two facts about one obligation the higher one is the later. */
export function statedVersion(factId: string): number {
  return Number(factId.slice(factId.lastIndexOf(".") + 1));
}

/** A page of obligations to look at: those that a price may change, or some that time may have changed. The message of the queue `compliance-pages`. */
export const obligationPage = z.discriminatedUnion("because", [
  z.object({
    because: z.literal("price"),
    market: z.string().describe("Market of the price"),
    date: z.iso.date().describe("Day of the price"),
    stripe: z.int().describe("Part of the list"),
    cursor: z.string().optional().describe("Where the page begins; absent for the first"),
  }),
  z.object({ because: z.literal("time"), obligationIds: z.array(z.string()).describe("Obligations") }),
]);
/** See the schema. */
export type ObligationPage = z.infer<typeof obligationPage>;

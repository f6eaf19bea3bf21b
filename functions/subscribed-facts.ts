import { everyFact, factsWithNotice } from "../shared/deployment/context.ts";
import { subscribedFacts } from "../shared/deployment/derive.ts";
import type { FactSchema } from "../shared/kernel/fact.ts";
import { contexts } from "./registry.ts";

/**
 * The facts of consumers that handle all of a kind alike. Bundles take them from the contracts alone (infra/build.ts), so that the problems,
 * notices and grants of all contexts stay out.
 */
export const factsByKind: Readonly<Record<typeof everyFact | typeof factsWithNotice, readonly FactSchema[]>> = {
  [everyFact]: subscribedFacts({ facts: everyFact }, contexts).map(({ schema }) => schema),
  [factsWithNotice]: subscribedFacts({ facts: factsWithNotice }, contexts).map(({ schema }) => schema),
};

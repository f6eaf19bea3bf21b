import type { FactSchema } from "../../../shared/kernel/fact.ts";
import { actsOfFacts } from "./acts-of-facts.ts";

/** Facts that tell of acts of the operator. */
export const heardActs: readonly FactSchema[] = actsOfFacts.map(({ fact }) => fact);

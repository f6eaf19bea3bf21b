import type { FactSchema } from "../../../shared/kernel/fact.ts";
import { valuationFacts } from "../../valuation/contract.ts";
import { changesFacts } from "../changes/contract.ts";
import { enforcementFacts } from "../enforcement/contract.ts";
import { filingFacts } from "../filing/contract.ts";
import { freezesFacts } from "../freezes/contract.ts";
import { pledgesFacts } from "../pledges/contract.ts";

/**
 * The parts of collateral whose facts may change what a pledge secures, what it stands on or who is paid before it. Every fact of theirs names
 * a pledge, positions or both; a freeze stands behind the pledges, but divides the slices that they stand on.
 */
const heardParts: readonly Readonly<Record<string, FactSchema>>[] = [
  pledgesFacts,
  changesFacts,
  filingFacts,
  freezesFacts,
  enforcementFacts,
];

/** Facts after which a coverage may be another, and of whose pledges the debtors get a statement. */
export const heardFacts: readonly FactSchema[] = heardParts.flatMap((part) => Object.values(part));

/** Every fact that coverage listens to: those, and published prices. */
export const coverageHears: readonly FactSchema[] = [...heardFacts, valuationFacts.baselinePricePublished];

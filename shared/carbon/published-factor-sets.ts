import { type FactorSet, factorSet } from "./factor-set.ts";
import inventory2011 from "./factor-sets/inventory-2011.json" with { type: "json" };
import inventory2025 from "./factor-sets/inventory-2025.json" with { type: "json" };

/** The published sets that the product has as data. */
export const publishedFactorSets: readonly FactorSet[] = [inventory2011, inventory2025].map((set) => factorSet.parse(set));

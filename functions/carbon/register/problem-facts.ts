import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { registerSources } from "./sources.ts";

/** Facts of the problems of factor sets, key entities and coverage. */
export const registerProblemFacts: SampleFacts["ofCode"] = {
  "version-differs": { stands: 2, named: 1 },
  "factor-sets-conflict": { ...{ year: "2026", factorSetId: "inventory-2025", version: 1 }, source: registerSources.factorSet },
  "no-factor-set": { year: "2026", grid: "national", source: registerSources.factorSet },
  "report-accepted": { year: "2026", market: "hubei", wanted: "national", source: registerSources.keyEntity },
  "key-entity-not-an-enterprise": { partyType: "bank", source: registerSources.keyEntity },
  "not-a-key-entity": { year: "2026", source: registerSources.keyEntity },
};

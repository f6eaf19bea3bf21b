import { listCoverageCandidates, readCoverage, recordEnergyUse } from "./energy-use.ts";
import { listKeyEntities, listKeyEntity, readKeyEntity } from "./list-key-entity.ts";
import { publishFactorSet } from "./publish-factor-set.ts";
import { listFactorSets, readFactorSet } from "./read-factor-sets.ts";

/** The use cases of factor sets, key entities, the city's energy and coverage, by operation. */
export const registerUseCases = {
  publishFactorSet,
  readFactorSet,
  listFactorSets,
  listKeyEntity,
  readKeyEntity,
  listKeyEntities,
  recordEnergyUse,
  readCoverage,
  listCoverageCandidates,
};

import { publishedFactorSets } from "../../../../shared/carbon/published-factor-sets.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import type { CapacityRows } from "../../../support/capacity.ts";
import { yearOfLastMonth } from "../../carbon-mrv-support.ts";

const document = { documentNumber: "EZ-1" };

/** A set of factors is published, the enterprise is named as a key entity, and the city's use of energy is recorded. */
export const registerCapacity: CapacityRows = {
  async measure({ house, made, measure }) {
    const [as, partyId, year] = [house.regulator, made("partyId"), yearOfLastMonth(house.clock.now())];
    const { factorSetId, ...set } = required(publishedFactorSets.at(-1), "a published set");
    const body = { ...set, area: "420700", grid: "national", ...document };
    await measure("publishFactorSet", { as, method: "PUT", path: `/carbon/factor-sets/${factorSetId}`, body });
    const entity = { market: "hubei", sector: "paper", generates: false, ...document };
    await measure("listKeyEntity", { as, method: "PUT", path: `/carbon/entities/${partyId}/years/${year}`, body: entity });
    const energy = { area: "420700", tce: "9876543", source: "yearbook", ...document };
    await measure("recordEnergyUse", { as, method: "PUT", path: `/carbon/coverage/${year}`, body: energy });
    return {};
  },
  above: {
    "publishFactorSet, entered": { units: 26, because: "its factors with their sources are 17 kilobytes, which wait in the request" },
    "publishFactorSet, approved": {
      units: 56,
      because: "its factors with their sources are 17 kilobytes; the request ends, and the fact states the factors",
    },
  },
  unmeasured: {},
};

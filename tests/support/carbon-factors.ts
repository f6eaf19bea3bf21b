import { gridFactors, nationalGrid } from "../../shared/carbon/grid-factors.ts";
import { publishedFactorSets } from "../../shared/carbon/published-factor-sets.ts";
import type { Answer, Request } from "./front-door.ts";

/**
 * Publishes the sets of factors and the national factors of electricity that the product has as data. What is published on the engine already
 * stays as it is: there is one set for a year.
 */
export async function givenFactors(ask: (request: Request) => Promise<Answer>, bureau: string): Promise<void> {
  const put = async (factorSetId: string, body: object): Promise<void> => {
    const whole = { ...body, area: "420700", grid: nationalGrid, documentNumber: "EZ-C-1" };
    const answer = await ask({ as: bureau, method: "PUT", path: `/carbon/factor-sets/${factorSetId}`, body: whole });
    if (answer.status !== 200 && answer.status !== 409) throw new Error(`${factorSetId}: ${answer.text}`);
  };
  for (const { factorSetId, ...set } of publishedFactorSets) await put(factorSetId, set);
  for (const { gridFactorId, area, fromYear, toYear, tco2PerMwh, source } of gridFactors)
    if (area === nationalGrid && fromYear >= "2022") {
      const years = { validFromYear: fromYear, ...(toYear !== undefined && { validToYear: toYear }) };
      await put(gridFactorId, {
        title: { zh: `电网因子 ${gridFactorId}`, en: `grid factor ${gridFactorId}` },
        source,
        ...years,
        tco2PerMwh,
      });
    }
}

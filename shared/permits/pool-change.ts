import { accept, type Outcome, refuse } from "../kernel/outcome.ts";
import { type ProblemTable, problem, type RefusalOf } from "../kernel/problem.ts";
import { areaOfPool, fitsPool } from "./pools.ts";

/** Why a pool can't be changed: rows for the problem table of each context that changes what belongs to one. */
export const poolChangeProblems = {
  "outside-your-area": problem<{ readonly area: string; readonly poolArea: string }>({
    status: 403,
    title: { zh: "不在您的辖区", en: "Outside your area" },
    detail: {
      zh: "该总量单元由 {poolArea} 的主管部门管理，您的辖区是 {area}。",
      en: "The regulators of {poolArea} are responsible for this pool; your area is {area}.",
    },
  }),
  "pollutant-not-in-pool": problem<{ readonly pollutant: string; readonly pool: string }>({
    status: 422,
    title: { zh: "污染物与总量单元不符", en: "Pollutant not in this pool" },
    detail: {
      zh: "{pollutant} 不计入 {pool}：大气污染物按城市、水污染物按流域计总量。",
      en: "{pollutant} does not count in {pool}: air pollutants are pooled by city, water pollutants by river basin.",
    },
  }),
} as const satisfies ProblemTable;

/**
 * Checks a change of what belongs to a pool, such as its caps or reserve: the regulator must be responsible for the pool's area, and the
 * pollutant must count in the pool.
 */
export function checkPoolChange(
  { area, answersFor }: { readonly area: string; readonly answersFor: (area: string) => boolean },
  { pool, pollutant }: { readonly pool: string; readonly pollutant: string },
): Outcome<void, RefusalOf<typeof poolChangeProblems>> {
  const poolArea = areaOfPool(pool);
  if (!answersFor(poolArea)) return refuse({ code: "outside-your-area", area, poolArea });
  if (!fitsPool(pollutant, pool)) return refuse({ code: "pollutant-not-in-pool", pollutant, pool });
  return accept(undefined);
}

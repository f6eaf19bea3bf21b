import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { type ScopedCaller, scopeOf } from "../../shared/members/scope.ts";
import { areaOfPool, fitsPool } from "../../shared/permits/pools.ts";
import type { PermitsRefusal } from "./problems.ts";

/**
 * Checks a change of a pool's caps or reserve: the regulator must be responsible for the pool's area, and the pollutant must count in the
 * pool.
 */
export function checkPoolChange(
  caller: ScopedCaller,
  { pool, pollutant }: { readonly pool: string; readonly pollutant: string },
): Outcome<void, PermitsRefusal> {
  const poolArea = areaOfPool(pool);
  if (!scopeOf(caller).answersFor(poolArea)) return refuse({ code: "outside-your-area", area: caller.area, poolArea });
  if (!fitsPool(pollutant, pool)) return refuse({ code: "pollutant-not-in-pool", pollutant, pool });
  return accept(undefined);
}

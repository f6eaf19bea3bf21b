import { areaOfPool, city, covers, fitsPool } from "../../shared/kernel/areas.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import type { PermitsRefusal } from "./refusals.ts";

/** Who asks, as far as scope goes: role and area of the membership. */
interface Reader {
  readonly role: string;
  readonly area: string;
}

/** The area whose permits a caller may read: the operator serves the whole city, authorities answer for their own area. */
export function readingArea(caller: Reader): string {
  return caller.role === "operator" ? city : caller.area;
}

/** Decides whether a regulator may change caps and reserve of a pool, and whether the pollutant counts in it at all. */
export function mayGovern(caller: Pick<Reader, "area">, pool: string, pollutant: string): Outcome<void, PermitsRefusal> {
  const poolArea = areaOfPool(pool);
  if (!covers(caller.area, poolArea)) return refuse({ code: "outside-your-area", area: caller.area, poolArea });
  if (!fitsPool(pollutant, pool)) return refuse({ code: "pollutant-not-in-pool", pollutant, pool });
  return accept(undefined);
}

/** Whether caps and reserve of a pool concern a reader: it answers for the pool's area, or for a part of it. */
export function concernsPool(caller: Reader, pool: string): boolean {
  const area = readingArea(caller);
  return covers(area, areaOfPool(pool)) || covers(areaOfPool(pool), area);
}

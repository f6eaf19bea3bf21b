import * as z from "zod";
import { covers } from "../../../shared/kernel/areas.ts";

const inForce = z.object({
  factorSetId: z.string(),
  version: z.int(),
  kind: z.enum(["set", "grid-factor"]),
  area: z.string(),
  grid: z.string(),
  fromYear: z.string(),
  toYear: z.string().optional(),
});
/** A version of a set or of a factor of electricity that is in force. */
export type InForce = z.output<typeof inForce>;
/** Decodes what is in force. */
export function parsedInForce(value: unknown): readonly InForce[] {
  return z.array(inForce).parse(value);
}

/** What of a conflict is told: the first year and the area for which two would be in force. */
export interface Conflict {
  readonly year: string;
  readonly area: string;
  readonly factorSetId: string;
  readonly version: number;
}

/** The first that would be in force beside another one for the same year and area; earlier versions of itself end with it. */
export function conflictOf(sets: readonly InForce[], wanted: InForce): Conflict | undefined {
  for (const { factorSetId, version, kind, area, grid, fromYear, toYear } of sets) {
    if (factorSetId === wanted.factorSetId || kind !== wanted.kind) continue;
    if (kind === "grid-factor" && grid !== wanted.grid) continue;
    const common = covers(area, wanted.area) ? wanted.area : covers(wanted.area, area) ? area : undefined;
    const year = fromYear > wanted.fromYear ? fromYear : wanted.fromYear;
    const overlap = (toYear === undefined || year <= toYear) && (wanted.toYear === undefined || year <= wanted.toYear);
    if (common !== undefined && overlap) return { year, area: common, factorSetId, version };
  }
  return undefined;
}

/** What is in force after a version was published: it takes the place of the earlier ones of its name. */
export function afterPublishing(sets: readonly InForce[], published: InForce): readonly InForce[] {
  return [...sets.filter(({ factorSetId }) => factorSetId !== published.factorSetId), published];
}

/** What is in force for a year in an area: the set, or the factor of a grid. There is one at most. */
export function inForceFor(
  sets: readonly InForce[],
  wanted: { readonly kind: InForce["kind"]; readonly year: string; readonly area: string; readonly grid?: string },
): InForce | undefined {
  return sets.find(
    ({ kind, area, grid, fromYear, toYear }) =>
      kind === wanted.kind &&
      covers(area, wanted.area) &&
      (wanted.grid === undefined || grid === wanted.grid) &&
      fromYear <= wanted.year &&
      (toYear === undefined || wanted.year <= toYear),
  );
}

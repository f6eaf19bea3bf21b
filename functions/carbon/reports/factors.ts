import { required } from "../../../shared/kernel/invariant.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { factorSetInForce, factorSetOf, type NoFactorSet } from "../register/factor-set-in-force.ts";
import type { CarbonStore } from "../store.ts";
import type { ReportFactors } from "./compute.ts";
import { sources } from "./rules.ts";
import type { Report } from "./store.ts";

/** The set that a report names is not the one in force for its year. */
export interface NotInForce {
  readonly code: "factor-set-not-in-force";
  readonly factorSetId: string;
  readonly inForce: string;
  readonly year: string;
  readonly source: string;
}

/**
 * The factors of a report: those in force for its year. A correction keeps the factors that the first version named, whatever was published
 * since, unless their version was replaced as wrong. A caller who computed with another set is refused.
 */
export async function factorsOf(
  own: CarbonStore,
  { year, area }: { readonly year: string; readonly area: string },
  before: Report | undefined,
  wanted: string | undefined,
): Promise<Outcome<ReportFactors, NotInForce | NoFactorSet>> {
  const kept = before && (await keptFactors(own, before));
  const found = kept ? accept(kept) : await inForce(own, { year, area });
  if (!found.ok) return found;
  const { factorSetId } = found.value.set;
  if (wanted === undefined || wanted === factorSetId) return found;
  return refuse({ code: "factor-set-not-in-force", factorSetId: wanted, inForce: factorSetId, year, source: sources.factors });
}

async function inForce(own: CarbonStore, of: { readonly year: string; readonly area: string }) {
  const found = await factorSetInForce({ own }, of);
  if (!found.ok) return found;
  const { factorSet: set, factorSetVersion: version, ...grid } = found.value;
  return accept({ set, version, ...grid });
}

/** Whether one of the factors that a report names was replaced by a version that corrects it. */
export async function factorsReplaced(own: CarbonStore, of: Report): Promise<boolean> {
  const { sets } = await own.factorSetsInForce();
  const replaced = (id: string, version: number) => sets.some((each) => each.factorSetId === id && each.version > version);
  return replaced(of.factorSetId, of.factorSetVersion) || replaced(of.gridFactorId, of.gridFactorVersion);
}

/** The factors that a report named before; undefined if one of them was replaced by a version that corrects it. */
async function keptFactors(own: CarbonStore, before: Report): Promise<ReportFactors | undefined> {
  const { factorSetId, factorSetVersion, gridFactorId, gridFactorVersion } = before;
  if (await factorsReplaced(own, before)) return undefined;
  const [row, grid] = await Promise.all([
    own.factorSet({ factorSetId, version: factorSetVersion }),
    own.factorSet({ factorSetId: gridFactorId, version: gridFactorVersion }),
  ]);
  return {
    ...{ set: factorSetOf(required(row, factorSetId)), version: factorSetVersion },
    gridFactor: required(required(grid, gridFactorId).tco2PerMwh, `factor of ${gridFactorId}`),
    ...{ gridFactorId, gridFactorVersion },
  };
}

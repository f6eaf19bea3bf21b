import type { FactorSet } from "../../../shared/carbon/factor-set.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, type Outcome, type Refusal, refuse } from "../../../shared/kernel/outcome.ts";
import type { CarbonPorts } from "../ports.ts";
import { type InForce, inForceFor } from "./in-force.ts";
import { registerSources } from "./sources.ts";
import type { FactorSetRow } from "./store.ts";

/** What reports of a year in an area compute with: a set of factors, and the factor of the grid that it names. */
export interface FactorsInForce {
  readonly factorSet: FactorSet;
  readonly factorSetVersion: number;
  /** Tonnes of CO2 for one MWh. */
  readonly gridFactor: string;
  readonly gridFactorId: string;
  readonly gridFactorVersion: number;
}

/** Nothing is published for a year and an area. */
export interface NoFactorSet extends Refusal {
  readonly code: "no-factor-set";
  readonly source: string;
  readonly year: string;
  readonly area: string;
  readonly grid: string;
}

/** What reports of a year in an area compute with. Where the bureau has published nothing, nothing is assumed: `no-factor-set`. */
export async function factorSetInForce(
  { own }: Pick<CarbonPorts, "own">,
  { year, area }: { readonly year: string; readonly area: string },
): Promise<Outcome<FactorsInForce, NoFactorSet>> {
  const { sets } = await own.factorSetsInForce();
  const missing = (grid: string) => refuse({ code: "no-factor-set", source: registerSources.factorSet, year, area, grid });
  const set = inForceFor(sets, { kind: "set", year, area });
  if (!set) return missing("");
  const factor = inForceFor(sets, { kind: "grid-factor", year, area, grid: set.grid });
  if (!factor) return missing(set.grid);
  const [row, electricity] = await Promise.all([publishedOf(own, set), publishedOf(own, factor)]);
  return accept({
    ...{ factorSet: factorSetOf(row), factorSetVersion: row.version },
    gridFactor: required(electricity.tco2PerMwh, `factor of ${electricity.factorSetId}`),
    ...{ gridFactorId: electricity.factorSetId, gridFactorVersion: electricity.version },
  });
}

async function publishedOf(own: CarbonPorts["own"], of: InForce): Promise<FactorSetRow> {
  return required(await own.factorSet(of), `version ${of.version} of ${of.factorSetId}`);
}

/** A published set as computations take it. */
export function factorSetOf({ factorSetId, title, source, validFromYear, validToYear, factors }: FactorSetRow): FactorSet {
  const years = { validFromYear, ...(validToYear !== undefined && { validToYear }) };
  return { factorSetId, title, source, ...years, factors: [...required(factors, `factors of ${factorSetId}`)] };
}

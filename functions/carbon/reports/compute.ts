import type { Activity } from "../../../shared/carbon/activity.ts";
import { computeEmissions, type EmissionLine, reportingThreshold } from "../../../shared/carbon/emissions.ts";
import type { FactorSet } from "../../../shared/carbon/factor-set.ts";
import { factorUnitOf, inFactorUnit } from "../../../shared/carbon/kinds.ts";
import { type Decimal, decimal, plain } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { Bilingual } from "../../../shared/kernel/problem.ts";
import type { Computed, ReportValues } from "./shapes.ts";

/** The factors that a report is computed with. */
export interface ReportFactors {
  readonly set: FactorSet;
  readonly version: number;
  readonly gridFactor: string;
  readonly gridFactorId: string;
  readonly gridFactorVersion: number;
}

const calorific: Bilingual = {
  zh: "电力按当量值（0.1229 kgce/kWh）折算标准煤",
  en: "Electricity counts at its calorific equivalent (当量值), 0.1229 kgce for one kWh",
};

/** What follows from the values of a report by the factors of its year: exact, without rounding. Units suit the kinds by then. */
export function computedOf({ lines }: Pick<ReportValues, "lines">, factors: ReportFactors): Computed {
  const activities = lines.map(({ kind, amount, unit, direction }): Activity => ({ kind, amount: decimal(amount), unit, direction }));
  const source = { zh: `电网排放因子 ${factors.gridFactorId}`, en: `grid factor ${factors.gridFactorId}` };
  const gridFactor = { tco2PerMwh: factors.gridFactor, source };
  const { tce, tco2, incomplete, mustReport, ...found } = computeEmissions({ factors: factors.set, gridFactor, activities });
  return {
    factorSetId: factors.set.factorSetId,
    factorSetVersion: factors.version,
    ...{ gridFactor: factors.gridFactor, gridFactorId: factors.gridFactorId, gridFactorVersion: factors.gridFactorVersion },
    lines: found.lines.map(lineOf),
    ...{ tce: plain(tce), tceComplete: !incomplete.includes("tce"), tco2: plain(tco2), tco2Complete: !incomplete.includes("tco2") },
    ...{ mustReport: mustReport ?? null, thresholdTce: plain(reportingThreshold), electricityBasis: calorific },
  };
}

function lineOf({ activity, direction, tce, tco2, factor }: EmissionLine): Computed["lines"][number] {
  const { kind, unit, amount } = activity;
  const reason = tce.reason ?? tco2.reason;
  const figure = (value: Decimal | undefined): string | null => (value === undefined ? null : plain(value));
  return {
    ...{ kind, direction, amount: plain(inFactorUnit(amount, required(unit, "unit"))), unit: factorUnitOf(kind) },
    ...{ tce: figure(tce.amount), tco2: figure(tco2.amount), tcePerUnit: factor.tcePerUnit, tco2PerUnit: factor.tco2PerUnit },
    ...(reason && { reason }),
  };
}

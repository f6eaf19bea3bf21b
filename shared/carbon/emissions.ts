import { type Decimal, decimal, sum, zero } from "../kernel/decimal.ts";
import type { Bilingual } from "../kernel/problem.ts";
import type { Activity } from "./activity.ts";
import type { EmissionFactor, FactorSet } from "./factor-set.ts";
import { type Direction, factorUnitOf, inFactorUnit, kindRow } from "./kinds.ts";
import { mrvRules } from "./mrv-rules.ts";

/** The factor of electricity that a computation uses: published, or stated by whoever asks. */
export interface GridFactorUsed {
  readonly tco2PerMwh: string;
  readonly source: Bilingual;
}
/** What emissions are computed from. */
export interface EmissionsInput {
  readonly factors: Pick<FactorSet, "factorSetId" | "factors" | "source">;
  /** Absent where none is known: electricity then has no CO2. */
  readonly gridFactor?: GridFactorUsed;
  readonly activities: readonly Activity[];
  /** From how many tonnes of standard coal an entity has to report. */
  readonly thresholdTce?: Decimal;
}

/** What an activity is in one measure: its amount, negative for what leaves the entity, or why there is none. */
export type Measured = { readonly amount: Decimal; readonly reason?: never } | { readonly amount: undefined; readonly reason: Bilingual };
/** One activity, computed: amount x published factor, not rounded. */
export interface EmissionLine {
  readonly activity: Activity;
  readonly direction: Direction;
  readonly tce: Measured;
  readonly tco2: Measured;
  readonly factor: EmissionFactor;
}
/** A measure of totals. */
export type Measure = "tce" | "tco2";
/** Emissions of all activities. The totals are those of the lines that are known; `incomplete` names the totals that lack a line. */
export interface Emissions {
  readonly lines: readonly EmissionLine[];
  readonly tce: Decimal;
  readonly tco2: Decimal;
  readonly incomplete: readonly Measure[];
  /** Undefined where it depends on what is not known. */
  readonly mustReport: boolean | undefined;
}

/**
 * Standard coal and CO2 of activities, exactly: each line is its amount times the published factor, and totals are the sums of lines. A kind
 * without a factor counts nowhere and says why.
 */
export function computeEmissions({ factors, gridFactor, activities, thresholdTce }: EmissionsInput): Emissions {
  const lines = activities.map((activity) => lineOf(activity, factorOf(activity, factors, gridFactor)));
  const known = (measure: Measure) => sum(lines.flatMap((line) => line[measure].amount ?? []));
  const tce = known("tce");
  const incomplete = (["tce", "tco2"] as const).filter((measure) => lines.some((line) => line[measure].amount === undefined));
  return { lines, tce, tco2: known("tco2"), incomplete, mustReport: mustReport(lines, tce, thresholdTce ?? reportingThreshold) };
}

/** From how many tonnes of standard coal a year an entity has to report, unless another threshold is given. */
export const reportingThreshold: Decimal = decimal(mrvRules.reportingThresholdTce.value);

/**
 * Whether standard coal reaches the threshold: yes if the known part does, not known if something enters whose standard coal is not known, and
 * no otherwise. What leaves can only lower the amount.
 */
function mustReport(lines: readonly EmissionLine[], known: Decimal, threshold: Decimal): boolean | undefined {
  if (known.gte(threshold)) return true;
  const couldAdd = lines.some(({ tce, direction, activity }) => tce.amount === undefined && direction === "in" && activity.amount.gt(0));
  return couldAdd ? undefined : false;
}

function lineOf(activity: Activity, factor: EmissionFactor): EmissionLine {
  const direction = activity.direction ?? usualDirection(activity);
  const amount = inFactorUnit(activity.amount, activity.unit).times(direction === "out" ? -1 : 1);
  const measured = (perUnit: string | null, reason: Bilingual | undefined): Measured =>
    perUnit === null
      ? { amount: undefined, reason: reason ?? notPublished }
      : { amount: amount.isZero() ? zero : amount.times(decimal(perUnit)) };
  const { tcePerUnit, tceReason, tco2PerUnit, tco2Reason } = factor;
  return { activity, direction, factor, tce: measured(tcePerUnit, tceReason), tco2: measured(tco2PerUnit, tco2Reason) };
}

function usualDirection({ kind }: Activity): Direction {
  return kindRow(kind).directions[0] ?? "in";
}

const notPublished: Bilingual = { zh: "没有公布的系数", en: "no factor is published" };

/** The factor of an activity: the set's row, with the grid's factor for electricity, or a row that says that the set has none. */
function factorOf(
  { kind }: Activity,
  { factorSetId, factors, source }: EmissionsInput["factors"],
  grid: GridFactorUsed | undefined,
): EmissionFactor {
  const row = factors.find((each) => each.kind === kind) ?? lacking(kind, factorSetId, source);
  if (kind !== electricity || grid === undefined) return row;
  const { tco2Reason: _reason, ...known } = row;
  return { ...known, tco2PerUnit: grid.tco2PerMwh, source: grid.source };
}

const electricity = "electricity";

function lacking(kind: string, factorSetId: string, source: Bilingual): EmissionFactor {
  const reason = { zh: `因子集 ${factorSetId} 没有该品种`, en: `the set ${factorSetId} lacks this kind` };
  return { kind, unit: factorUnitOf(kind), tcePerUnit: null, tceReason: reason, tco2PerUnit: null, tco2Reason: reason, source };
}

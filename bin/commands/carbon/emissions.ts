import * as z from "zod";
import { activity } from "../../../shared/carbon/activity.ts";
import {
  computeEmissions,
  type EmissionLine,
  type GridFactorUsed,
  type Measured,
  reportingThreshold,
} from "../../../shared/carbon/emissions.ts";
import { emissionFactor, type FactorSet, factorSet, isInForce } from "../../../shared/carbon/factor-set.ts";
import { gridAreas, gridFactorFor } from "../../../shared/carbon/grid-factors.ts";
import { activityKinds, activityUnits, directions } from "../../../shared/carbon/kinds.ts";
import { publishedFactorSets } from "../../../shared/carbon/published-factor-sets.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { expects } from "../../../shared/kernel/expectations.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import { decimalOut, pathYear, ratio, tonnes } from "../../../shared/kernel/schemas.ts";
import type { Command } from "../command.ts";
import { invalidDocument, readAll } from "../read-all.ts";

/** Names of the published sets, for inputs. */
export const factorSetName = z.enum(publishedFactorSets.map(({ factorSetId }) => factorSetId) as [string, ...string[]]);

/** The input of `ecovalue emissions`. */
const emissionsDocument = z.strictObject({
  factorSet: factorSetName.optional().describe("Set of factors; that of `year` if absent"),
  year: pathYear.optional().describe("Reporting year, YYYY: chooses the set and the grid factor that are not stated"),
  gridFactor: ratio.optional().describe("CO2 of electricity, kg for one kWh (tonnes for one MWh); the one in force for `year` if absent"),
  gridArea: z.enum(gridAreas).default("national").describe("Area of the grid factor in force for `year`"),
  thresholdTce: tonnes.prefault(plain(reportingThreshold)).describe("From how many tonnes of standard coal one has to report"),
  activities: z
    .array(activity)
    .min(1, { error: expects("至少一行", "at least one activity") })
    .describe("Amounts by kind; exported electricity and heat have the direction `out`"),
});

const textOut = z.strictObject({ zh: z.string(), en: z.string() });
const gridFactorOut = z.strictObject({ tco2PerMwh: decimalOut, source: textOut });
const lineOut = z.strictObject({
  kind: z.enum(activityKinds),
  direction: z.enum(directions).describe("`out` counts negatively"),
  amount: decimalOut,
  unit: z.enum(activityUnits),
  tce: decimalOut.nullable().describe("Tonnes of standard coal; null if no single coefficient is published"),
  tceReason: textOut.optional(),
  tco2: decimalOut.nullable().describe("Tonnes of CO2; null if there is no factor"),
  tco2Reason: textOut.optional(),
  factor: emissionFactor,
});

/** The output of `ecovalue emissions`. */
const emissionsResult = z.strictObject({
  factorSet: factorSet.pick({ factorSetId: true, validFromYear: true, validToYear: true, source: true }),
  gridFactor: gridFactorOut.nullable().describe("The factor of electricity that was used; null if none is known"),
  lines: z.array(lineOut).describe("As given, each with its factor"),
  tce: decimalOut.describe("Sum of the lines that are known"),
  tco2: decimalOut.describe("Sum of the lines that are known"),
  incomplete: z.array(z.enum(["tce", "tco2"])).describe("Totals that lack a line, because its factor is not known"),
  thresholdTce: decimalOut,
  mustReport: z.boolean().nullable().describe("By standard coal alone; null if it depends on what is not known"),
});

type Terms = z.output<typeof emissionsDocument>;

/** `ecovalue emissions`: standard coal and CO2 of activities on a file. */
export const emissionsCommand: Command = {
  name: "emissions",
  summary: "compute standard coal and CO2 of activities: amounts in, lines with factors, totals and the duty to report out",
  help: `A line is its amount x the published factor, exactly; nothing is rounded. Units of a kind differ by powers of ten. Exported electricity
and heat ("direction": "out") and recovered CO2 count negatively. Electricity counts in standard coal at its calorific equivalent
(当量值, 0.1229 kgce/kWh). What has no published factor is null, with the reason, and "incomplete" names the totals that lack it.
mustReport: true if the known standard coal reaches ${plain(reportingThreshold)} t (or thresholdTce), null if an unknown part could, else false.
ecovalue factors lists kinds, units, sets and grid factors.

Example
  ecovalue emissions docs/examples/emissions-mixed.json`,
  input: emissionsDocument,
  output: emissionsResult,
  companions: [],
  run: (document) => {
    const terms = readAll(emissionsDocument, document);
    if (!terms.ok) return terms;
    const set = setOf(terms.value);
    if (set === undefined) return invalidDocument([{ path: ["factorSet"], detail: missingSet(terms.value.year) }]);
    return accept(written(terms.value, set));
  },
};

function setOf({ factorSet: name, year }: Terms): FactorSet | undefined {
  return publishedFactorSets.find((set) => (name === undefined ? year !== undefined && isInForce(set, year) : set.factorSetId === name));
}

function missingSet(year: string | undefined): string {
  const names = publishedFactorSets.map(({ factorSetId }) => factorSetId).join(", ");
  return year === undefined ? `required where no year is stated: one of ${names}` : `no set is in force for ${year}: state one of ${names}`;
}

function gridFactorOf({ gridFactor, gridArea, year }: Terms): GridFactorUsed | undefined {
  if (gridFactor !== undefined) return { tco2PerMwh: plain(gridFactor), source: { zh: "所填 gridFactor", en: "stated as gridFactor" } };
  const published = year === undefined ? undefined : gridFactorFor(year, gridArea);
  return published && { tco2PerMwh: published.tco2PerMwh, source: published.source };
}

function written(terms: Terms, set: FactorSet): z.input<typeof emissionsResult> {
  const { activities, thresholdTce } = terms;
  const gridFactor = gridFactorOf(terms);
  const computed = computeEmissions({ activities, thresholdTce, factors: set, ...(gridFactor && { gridFactor }) });
  const { factorSetId, validFromYear, validToYear, source } = set;
  return {
    factorSet: { factorSetId, validFromYear, ...(validToYear !== undefined && { validToYear }), source },
    gridFactor: gridFactor ?? null,
    lines: computed.lines.map(lineWritten),
    tce: plain(computed.tce),
    tco2: plain(computed.tco2),
    incomplete: [...computed.incomplete],
    thresholdTce: plain(thresholdTce),
    mustReport: computed.mustReport ?? null,
  };
}

function lineWritten({ activity: { kind, amount, unit }, direction, tce, tco2, factor }: EmissionLine): z.input<typeof lineOut> {
  return {
    ...{ kind, direction, amount: plain(amount), unit },
    ...{ tce: amountOf(tce), ...(tce.reason && { tceReason: tce.reason }) },
    ...{ tco2: amountOf(tco2), ...(tco2.reason && { tco2Reason: tco2.reason }) },
    factor,
  };
}

function amountOf({ amount }: Measured): string | null {
  return amount === undefined ? null : plain(amount);
}

import * as z from "zod";
import { factorSet } from "../../../shared/carbon/factor-set.ts";
import { gridFactors } from "../../../shared/carbon/grid-factors.ts";
import { activityKinds, activityUnits, directions, kindRows, unitRows, unitsOf } from "../../../shared/carbon/kinds.ts";
import { publishedFactorSets } from "../../../shared/carbon/published-factor-sets.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import { decimalOut } from "../../../shared/kernel/schemas.ts";
import type { Command } from "../command.ts";
import { readAll } from "../read-all.ts";
import { factorSetName } from "./emissions.ts";

/** The input of `ecovalue factors`. */
const factorsDocument = z.strictObject({
  factorSet: factorSetName.optional().describe("The only set to list; all if absent"),
});

const text = z.string();
const source = z.strictObject({ zh: text, en: text });

/** The output of `ecovalue factors`. */
const factorsResult = z.strictObject({
  kinds: z
    .array(
      z.strictObject({ kind: z.enum(activityKinds), zh: text, en: text, units: z.array(text), directions: z.array(z.enum(directions)) }),
    )
    .describe("What a report counts, in which units and directions; the first direction is the usual one"),
  units: z
    .array(z.strictObject({ unit: z.enum(activityUnits), zh: text, en: text, ofFactorUnit: decimalOut }))
    .describe("Units, and how many of the factors' unit one of each is"),
  factorSets: z.array(factorSet).describe("Sets of factors, with their documents"),
  gridFactors: z
    .array(
      z.strictObject({
        ...{ gridFactorId: text, area: text, fromYear: text, toYear: text.optional() },
        ...{ tco2PerMwh: decimalOut, source, unverified: text.optional() },
      }),
    )
    .describe("Published CO2 of electricity, kg for one kWh, by area and the years that use it"),
});

/** `ecovalue factors`: what `ecovalue emissions` computes with. */
export const factorsCommand: Command = {
  name: "factors",
  summary: "list kinds, units, sets of factors and grid factors, with their sources",
  help: `Standard-coal coefficients are table values as published, never a calorific value divided by 29,307; factors of CO2 have the decimals
with which they were published: six in inventory-2025, four in inventory-2011. null: not published, or not as one number.

Example
  ecovalue factors
  echo '{ "factorSet": "inventory-2025" }' | ecovalue factors -`,
  input: factorsDocument,
  output: factorsResult,
  companions: [],
  alone: {},
  run: (document) => {
    const terms = readAll(factorsDocument, document);
    if (!terms.ok) return terms;
    const { factorSet: only } = terms.value;
    return accept({
      kinds: kindRows.map(({ kind, zh, en, directions }) => ({ kind, zh, en, units: unitsOf(kind), directions })),
      units: unitRows.map(({ unit, zh, en, ofFactorUnit }) => ({ unit, zh, en, ofFactorUnit })),
      factorSets: publishedFactorSets.filter(({ factorSetId }) => only === undefined || factorSetId === only),
      gridFactors,
    });
  },
};

import * as z from "zod";
import { type Allocated, benchmarkAllocation, historicAllocation } from "../../../shared/carbon/allowance-formula.ts";
import { carbonAmount, carbonFactor } from "../../../shared/carbon/quantities.ts";
import { carbonRoundings } from "../../../shared/carbon/rounding.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import { decimalOut, wholeNumber } from "../../../shared/kernel/schemas.ts";
import type { Command } from "../command.ts";
import { invalidDocument, readAll } from "../read-all.ts";

const rounding = {
  decimals: wholeNumber(0, 6, { zh: "位小数", en: "decimals" }).default(2).describe("Decimals of the computed figure, by the plan"),
  rounding: z.enum(carbonRoundings).default("half-up").describe("How the computed figure is rounded, by the plan"),
  issueRounding: z.enum(carbonRoundings).default("down").describe("How the figure becomes the whole tonnes that are issued, by the plan"),
};
const days = { zh: "天", en: "days" };

/** The input of `ecovalue allocate`. */
const allocateDocument = z.discriminatedUnion("method", [
  z.strictObject({
    method: z.literal("historic"),
    baseTonnes: carbonAmount.describe("Historic emissions, tonnes of CO2"),
    sectorCoefficient: carbonFactor.describe("Control coefficient of the sector"),
    marketFactor: carbonFactor.describe("Adjustment of the market"),
    normalDays: wholeNumber(0, 366, days).describe("Days of normal production"),
    ofDays: wholeNumber(1, 366, days).default(365).describe("Days of a year, by the plan"),
    ...rounding,
  }),
  z.strictObject({
    method: z.literal("benchmark"),
    output: carbonAmount.describe("Output of the year"),
    benchmark: carbonFactor.describe("Tonnes of CO2 for one unit of output"),
    adjustment: carbonFactor.prefault("1").describe("Adjustment of the plan"),
    ...rounding,
  }),
]);

/** The output of `ecovalue allocate`. */
const allocateResult = z.strictObject({
  method: z.enum(["historic", "benchmark"]),
  tonnes: decimalOut.describe("The figure of the formula, with the plan's decimals"),
  issueTonnes: decimalOut.describe("Whole tonnes that are issued"),
  decimals: z.int(),
  rounding: z.enum(carbonRoundings),
  issueRounding: z.enum(carbonRoundings),
});

/** `ecovalue allocate`: allowances of one entity by the formula of an allocation plan. */
export const allocateCommand: Command = {
  name: "allocate",
  summary: "compute allowances: base and coefficients, or output and benchmark in, the plan's figure and whole tonnes out",
  help: `historic: base x sectorCoefficient x marketFactor / ofDays x normalDays. benchmark: output x benchmark x adjustment. Factors are
multiplied before the division; the figure is rounded once, as "decimals" and "rounding" say, and whole tonnes are made of the
rounded figure by "issueRounding". Both rules are the plan's: ${carbonRoundings.join(", ")}.

Example
  ecovalue allocate docs/examples/allocate-historic.json`,
  input: allocateDocument,
  output: allocateResult,
  companions: [],
  run: (document) => {
    const terms = readAll(allocateDocument, document);
    if (!terms.ok) return terms;
    if (terms.value.method === "historic" && terms.value.normalDays > terms.value.ofDays) {
      return invalidDocument([{ path: ["normalDays"], detail: `at most ${terms.value.ofDays}, the days of a year (ofDays)` }]);
    }
    const { method, decimals, rounding, issueRounding } = terms.value;
    const { tonnes, issueTonnes } = allocated(terms.value);
    return accept({
      method,
      tonnes: tonnes.toFixed(decimals),
      issueTonnes: issueTonnes.toFixed(),
      ...{ decimals, rounding, issueRounding },
    } satisfies z.input<typeof allocateResult>);
  },
};

function allocated(terms: z.output<typeof allocateDocument>): Allocated {
  return terms.method === "historic" ? historicAllocation(terms, terms) : benchmarkAllocation([terms], terms);
}

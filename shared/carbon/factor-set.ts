import * as z from "zod";
import { expects } from "../kernel/expectations.ts";
import { message } from "../kernel/message.ts";
import { id, pathYear, shortText } from "../kernel/schemas.ts";
import { activityKinds, activityUnits, factorUnitOf } from "./kinds.ts";

const inBothLanguages = z.strictObject({
  zh: shortText.describe("Chinese text"),
  en: shortText.describe("English text"),
});
const factorText = expects("须为十进制数字符串，小数不超过 8 位", "a decimal string of at most 8 decimals");
const published = z.string({ error: factorText }).regex(/^(?:0|[1-9][0-9]{0,7})(?:\.[0-9]{1,8})?$/, { error: factorText });

/** The factor of one kind: what one unit of it is in standard coal and in CO2, as published; `null` where nothing is, with the reason. */
export const emissionFactor = z
  .strictObject({
    kind: z.enum(activityKinds).describe("Fuel, energy or other activity"),
    unit: z.enum(activityUnits).describe("Unit to which the factors apply"),
    tcePerUnit: published
      .nullable()
      .describe("Tonnes of standard coal for one unit, the published table value; null if there is no single one"),
    tceReason: inBothLanguages.optional().describe("Why there is no standard-coal coefficient"),
    tcePublished: shortText.optional().describe("The coefficient as published, in its own unit"),
    tceBasis: inBothLanguages.optional().describe("For electricity and heat: on which basis the coefficient counts"),
    tceSource: inBothLanguages.optional().describe("Document of the standard-coal coefficient"),
    tco2PerUnit: published.nullable().describe("Tonnes of CO2 for one unit, as published; null if the set has none"),
    tco2Reason: inBothLanguages.optional().describe("Why the set has no factor of CO2"),
    tco2Published: shortText.optional().describe("The factor as published, where its unit is another"),
    ncvGjPerUnit: published.optional().describe("Net calorific value, GJ for one unit"),
    carbonTcPerTj: published.optional().describe("Carbon content, tonnes of carbon for one TJ"),
    oxidation: published.optional().describe("Share of the carbon that is oxidised"),
    source: inBothLanguages.describe("Document of the factor"),
    unverified: shortText.optional().describe("What is not known about the factor"),
  })
  .meta({ id: "EmissionFactor" });
/** The factor of one kind. */
export type EmissionFactor = z.output<typeof emissionFactor>;

/** A set of factors: it never changes, and reports of the years in which it is in force use it. */
export const factorSet = z
  .strictObject({
    factorSetId: id.describe("Name of the set"),
    title: inBothLanguages.describe("Title"),
    source: inBothLanguages.describe("Document of the set"),
    validFromYear: pathYear.describe("First year whose reports use it"),
    validToYear: pathYear.optional().describe("Last year whose reports use it; absent while it is in force"),
    factors: z
      .array(emissionFactor)
      .min(1)
      .max(100)
      .superRefine((factors, context) => {
        for (const [index, { kind, unit }] of factors.entries()) {
          if (factors.findIndex((other) => other.kind === kind) < index)
            context.addIssue({
              code: "custom",
              path: [index, "kind"],
              message: message("同一品种列出不止一次", "a kind that is named once only"),
            });
          const wanted = factorUnitOf(kind);
          if (unit !== wanted) context.addIssue({ code: "custom", path: [index, "unit"], message: message(`须为 ${wanted}`, wanted) });
        }
      })
      .describe("Factors, one for a kind"),
  })
  .meta({ id: "FactorSet" });
/** A set of factors. */
export type FactorSet = z.output<typeof factorSet>;

/** Whether reports of a year use a set. */
export function isInForce({ validFromYear, validToYear }: Pick<FactorSet, "validFromYear" | "validToYear">, year: string): boolean {
  return validFromYear <= year && (validToYear === undefined || year <= validToYear);
}

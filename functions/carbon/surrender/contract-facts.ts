import * as z from "zod";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { field, instantOut } from "../../../shared/kernel/fields.ts";
import { decimalOut } from "../../../shared/kernel/schemas.ts";
import { allowanceMarketOut } from "../allowances/vocabulary.ts";
import { entityStated, entityYear } from "../shapes.ts";
import { serialRangeOut, surrenderStated } from "./shapes.ts";

/** The facts of surrender. */
export const surrenderFacts = {
  obligationChanged: factSchema(
    "surrender-obligation-changed",
    1,
    z.object({
      ...entityYear,
      market: allowanceMarketOut,
      requiredTonnes: decimalOut.describe(
        "Verified emissions, or those that the regulator determined, in whole tonnes; 0 while there are none",
      ),
      addedTonnes: decimalOut.describe("Whole tonnes on top, such as pre-allocated allowances that could not be taken back"),
      surrenderedTonnes: decimalOut.describe("Allowances surrendered, in whole tonnes"),
      offsetTonnes: decimalOut.describe("Certified reductions surrendered, in whole tonnes"),
      offsetLimitTonnes: decimalOut.describe("Certified reductions that may be surrendered at most"),
      deadlineAt: instantOut("First instant at which what is not surrendered is overdue"),
      state: z.string().describe("State of the obligation: `open` or `met`"),
      version: z.int().describe("Number of this state: the highest is the current one"),
      because: z
        .object({
          factType: z.string().describe("Type of the fact that changed it"),
          reference: z.string().describe("Id of what it is about"),
        })
        .describe("What changed it"),
    }),
    "What an entity has to surrender for a year, whole, after a change.",
  ),
  surrendered: factSchema(
    "allowances-surrendered",
    1,
    z.object(surrenderStated),
    "Allowances or certified reductions were surrendered and retired, by the entity or by the regulator's order.",
  ),
  givenBack: factSchema(
    "allowances-given-back",
    1,
    z.object({
      ...surrenderStated,
      takesBack: z
        .array(
          z.object({
            surrenderId: z.string().describe("Surrender"),
            instrument: field.instrument,
            tonnes: decimalOut.describe("Whole tonnes"),
          }),
        )
        .describe("Surrenders of the year that it takes back, the latest first"),
    }),
    "Allowances that were surrendered beyond what is required were given back to the entity.",
  ),
  freezeChanged: factSchema(
    "allowance-freeze-changed",
    1,
    z.object({
      holdId: z.string().describe("The freeze"),
      ...entityStated,
      instrument: field.instrument,
      lifted: z.boolean().describe("Whether tonnes were lifted from it; frozen otherwise"),
      tonnes: decimalOut.describe("Whole tonnes that were frozen or lifted"),
      frozenTonnes: decimalOut.describe("Whole tonnes that the freeze has then"),
      reason: field.reason,
      documentNumber: field.documentNumber,
    }),
    "The regulator froze allowances of an entity, or lifted a freeze by some tonnes.",
  ),
  cancelled: factSchema(
    "allowances-cancelled",
    1,
    z.object({
      cancellationId: z.string().describe("Cancellation"),
      ...entityStated,
      instrument: field.instrument,
      tonnes: decimalOut.describe("Whole tonnes"),
      reason: field.reason,
    }),
    "A holder cancelled allowances for good and for no obligation.",
  ),
  emissionsDetermined: factSchema(
    "carbon-emissions-determined",
    1,
    z.object({
      ...entityYear,
      market: allowanceMarketOut,
      tco2: decimalOut.describe("Conservative figure in tonnes of CO2"),
      requiredTonnes: decimalOut.describe("Whole tonnes to surrender, by the rounding of the market"),
      ground: z.string().describe("`no-report` or `report-rejected`"),
      reason: field.reason,
      documentNumber: field.documentNumber,
    }),
    "The regulator set a conservative figure for the emissions of a year.",
  ),
  serialsUsed: factSchema(
    "offset-serials-used",
    1,
    z.object({
      ...serialRangeOut.shape,
      ...entityYear,
      surrenderId: z.string().describe("Surrender that used them"),
      tonnes: decimalOut.describe("Tonnes: one a serial number"),
    }),
    "Serial numbers of certified reductions were used, which happens once only.",
  ),
} as const;

import * as z from "zod";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { instantOut } from "../../../shared/kernel/fields.ts";
import { decimalOut } from "../../../shared/kernel/schemas.ts";
import { entityYear } from "../shapes.ts";

/** The endpoints of surrender. */
export const surrenderEndpoints = {} as const;

/** The facts of surrender. */
export const surrenderFacts = {
  obligationChanged: factSchema(
    "surrender-obligation-changed",
    1,
    z.object({
      ...entityYear,
      market: z.string().describe("Market in which allowances are surrendered"),
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
} as const;

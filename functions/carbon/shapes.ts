import * as z from "zod";
import { areaCodeOut } from "../../shared/kernel/areas.ts";
import { field } from "../../shared/kernel/fields.ts";

/** An enterprise as answers and facts state it, with its name and code as of then. */
export const entityStated = {
  partyId: field.partyId,
  partyName: field.partyName,
  creditCode: field.creditCode,
  area: areaCodeOut.describe("Area of the enterprise"),
} as const;

/** An enterprise in a reporting year. */
export const entityYear = { ...entityStated, year: z.string().describe("Reporting year, four digits") } as const;

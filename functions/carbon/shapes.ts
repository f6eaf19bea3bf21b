import * as z from "zod";
import { areaCode, areaCodeOut } from "../../shared/kernel/areas.ts";
import { field } from "../../shared/kernel/fields.ts";
import { id, pageQuery, pathYear } from "../../shared/kernel/schemas.ts";

/** An enterprise as answers and facts state it, with its name and code as of then. */
export const entityStated = {
  partyId: field.partyId,
  partyName: field.partyName,
  creditCode: field.creditCode,
  area: areaCodeOut.describe("Area of the enterprise"),
} as const;

/** An enterprise in a reporting year. */
export const entityYear = { ...entityStated, year: z.string().describe("Reporting year, four digits") } as const;

/** Path parameters that name an entity in a year. */
export const ofEntityYear = z.object({ partyId: id.describe("Enterprise"), year: pathYear });

/** Query of lists that are kept by area. */
export const byArea = pageQuery.extend({
  area: areaCode.optional().describe("Only this area and its sub-areas; the caller's own area by default"),
});

/** Who reads what belongs to an entity: itself, and the authorities of its area. */
export const entityReaders = ["enterprise", "regulator", "district", "operator"] as const;

import * as z from "zod";

/** Fields of responses and facts that mean the same wherever they stand, so that each is described once. */
export const field = {
  partyId: z.string().describe("Member: a legal entity admitted to the exchange, or one that has applied"),
  partyName: z.string().describe("Name of the member as registered"),
  creditCode: z.string().describe("Unified social credit code, GB 32100-2015"),
  siteId: z.string().describe("Site of an enterprise, with a discharge licence of its own"),
  area: z.string().describe("Area code: city, district or functional zone"),
  pool: z.string().describe("Pool: a city for air, a river basin for water"),
  pollutant: z.string().describe("COD, NH3-N, SO2 or NOx"),
  project: z.string().describe("Project code of the approving authority"),
  instrument: z.string().describe("What is held: everything that makes two units not interchangeable, for example `CNY`"),
  account: z.string().describe("Who holds: `party:`, `site:` or a house account"),
  documentNumber: z.string().describe("Number of the document that the entry rests on"),
  bankReference: z.string().describe("The bank's own reference of the line"),
  bookingId: z.string().describe("Booking of a bank line"),
  reason: z.string().describe("Why, as the person in charge put it"),
  tonnes: z.string().describe("Tonnes (of permits: tonnes a year), decimal string"),
  cny: z.string().describe("CNY, decimal string"),
} as const;

/** An instant on its way out, in UTC with milliseconds; `what` says of what. */
export function instantOut(what: string): z.ZodString {
  return z.string().describe(`${what}; ISO 8601 in UTC`);
}

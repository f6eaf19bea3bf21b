import * as z from "zod";
import { component, decimalOut } from "./schemas.ts";

/** Fields with the same meaning in all responses and facts, described once. */
export const field = {
  partyId: z.string().describe("Member: a legal entity admitted to the exchange, or one that has applied"),
  partyName: z.string().describe("Name of the member as registered"),
  creditCode: z.string().describe("Unified social credit code, GB 32100-2015"),
  licenceNumber: z.string().describe("Number of the site's discharge licence, HJ 608-2017"),
  siteId: z.string().describe("Site of an enterprise, with a discharge licence of its own"),
  project: z.string().describe("Project code of the approving authority"),
  instrument: z.string().describe("Instrument: everything that makes two units not interchangeable, for example `CNY`"),
  account: z.string().describe("Holder: `party:`, `site:` or a house account"),
  documentNumber: z.string().describe("Number of the supporting document"),
  bankReference: z.string().describe("The bank's own reference of the line"),
  bookingId: z.string().describe("Booking of a bank line"),
  reason: z.string().describe("Reason given by the person in charge"),
  tonnes: decimalOut.describe("Tonnes (of permits: tonnes a year), decimal string"),
  cny: decimalOut.describe("CNY, decimal string"),
} as const;

/** An instant in a response or fact, in UTC with milliseconds; `what` describes it. */
export function instantOut(what: string): z.ZodISODateTime {
  return z.iso.datetime().describe(`${what}; ISO 8601 in UTC`);
}
/** A day in Asia/Shanghai in a response or fact; `what` describes it. */
export function dayOut(what: string): z.ZodISODate {
  return z.iso.date().describe(`${what}, YYYY-MM-DD`);
}
/** A text of the exchange for people, Chinese first. */
export const bilingualText = component("Bilingual", { zh: z.string().describe("Chinese"), en: z.string().describe("English") });

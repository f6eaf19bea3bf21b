import * as z from "zod";
import { bilingualText, field, instantOut } from "../kernel/fields.ts";
import { component, growingWordsOut } from "../kernel/schemas.ts";

/** Kinds of data that a reading may have shown. */
export const readKinds = [
  ...["balances", "pledgeability", "values"],
  ...["registrations", "trade-records", "positions", "entries", "statement", "holdings", "pedigree", "facts"],
] as const;
const readKind = growingWordsOut(
  "ReadKind",
  readKinds,
  "What was read; registrations: what a search of the register finds; trade records, positions, entries, statements, holdings, pedigree and facts: of the records",
);

/** On what ground something was read. */
const bases = [
  ...["consent", "public-register", "draft-refused", "batch-refused", "registration-refused", "change-refused", "second-person-awaited"],
  ...["supervision", "operation"],
] as const;

/** A reading of a party's data, as the party sees it. */
export const readingOut = component("Reading", {
  readingId: z.string().describe("Reading"),
  readerId: field.partyId.describe("Member that read"),
  readerName: field.partyName.describe("Its name as of then"),
  readerRole: z.string().describe("Its role"),
  subject: z.string().describe("Person (token subject) who read"),
  personName: z.string().describe("Name of the person"),
  operation: z.string().describe("Operation that was called"),
  area: z
    .string()
    .optional()
    .describe("Area whose records were listed, whoever's they are; absent for a reading of this party's data alone"),
  kinds: z.array(readKind).describe("What the answer may hold"),
  asked: z.record(z.string(), z.string()).describe("Everything that the reader chose"),
  purpose: z.string().describe("What it was read for"),
  basis: growingWordsOut(
    "ReadingBasis",
    bases,
    "On what ground: the firm's consent, or that the register is open to search; or what a bank was told when its draft, batch, registration or change of a pledge was refused, or waits for its second person; or that an authority supervises its area (supervision), or the exchange keeps the records (operation)",
  ),
  basisReference: z
    .string()
    .describe(
      "Its id or document: the consent, the certificate of a search (empty for a search without one), the contract of a draft or registration, the batch, or the registration that was to change; for supervision and operation, the document by which it is done",
    ),
  told: bilingualText.optional().describe("What the bank was told in words; absent for an answer of data"),
  at: instantOut("When it was recorded, before it was answered"),
});

/** A reading that its party must not see, as whoever supervises sees it. */
export const concealedReading = readingOut
  .extend({
    partyId: field.partyId.optional().describe("Party whose data was read; absent where an area was listed"),
    concealedFor: z.string().describe("Number of the investigation"),
  })
  .meta({ id: "ConcealedReading" });

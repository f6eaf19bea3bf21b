import * as z from "zod";
import { areaCodeOut } from "../../../../shared/kernel/areas.ts";
import { bilingualText, dayOut, field, instantOut } from "../../../../shared/kernel/fields.ts";
import { message } from "../../../../shared/kernel/message.ts";
import { component, count, decimalOut, decimalString, growingWordsOut, id, pageQuery, words } from "../../../../shared/kernel/schemas.ts";
import { exclusionRule, registry } from "../../asset-kinds.ts";
import { purpose } from "../consents/shapes.ts";
import { disclosedKind, disclosedKinds, pledgeableClass, pledgeableClassOut } from "../vocabulary.ts";

const percent = decimalString(2, 3, { zh: "百分比", en: "per cent" }, "A fall of prices in per cent").refine(
  (value) => value.lte(100),
  message("不得超过 100", "must not be above 100"),
);

/** What of a firm is asked for. */
export const positionsQuery = pageQuery.extend({
  class: pledgeableClass.optional().describe("Only this class").meta({ example: "permit" }),
  siteId: id.optional().describe("Only what is held at this site").meta({ example: "0195a1b2-0b00-7000-8000-000000000001" }),
  stressPercent: percent.optional().describe("Also the value if prices fall by so many per cent").meta({ example: "20" }),
});
/** The same of a bank, which says why, and may ask for one kind of what its consent covers. */
export const positionsQueryOfBank = positionsQuery.extend({
  purpose,
  kind: disclosedKind.optional().describe("Only this kind; all that the consent covers when absent").meta({ example: "balances" }),
});

const registryStatus = component("RegistryStatus", {
  recordedIn: words(
    "RecordedIn",
    ["discharge-licence", "exchange"],
    "Record that confirms it: the site's discharge licence, or this exchange",
  ),
  state: growingWordsOut(
    "RegistryState",
    ["recorded", "declared", "missing", "registered"],
    "In a licence: recorded by the bureau, declared by the holder and waiting, or missing; registered at this exchange",
  ),
  licenceNumber: field.licenceNumber.optional(),
  licenceValidUntil: dayOut("Last day of the licence").optional(),
  licenceInForce: z.boolean().optional().describe("Whether the licence is in force today"),
});
const unitQuantity = (what: string) => decimalOut.describe(`${what}, in the unit of its class`);

const balances = component("DisclosedBalances", {
  quantity: unitQuantity("All that is held"),
  paid: unitQuantity("What its use fee is paid for, or none is asked for"),
  certified: unitQuantity("What the record that confirms it says, as far as it is held"),
  free: unitQuantity("What nothing lies on"),
  pledged: unitQuantity("What is pledged"),
  frozen: unitQuantity("What is frozen and not pledged"),
  pledgedAndFrozen: unitQuantity("The part of what is pledged on which a freeze lies as well"),
  heldOtherwise: unitQuantity("What is held for other purposes, fees that are not paid among them"),
  lastMonth: z.string().optional().describe("Last month of its term; absent where it has none"),
  monthsLeft: count.optional().describe("Months of its term that have not begun; absent where it has no term"),
  registryStatus: registryStatus.describe("What the record that confirms the right says"),
});
const failingRule = component("FailingRule", {
  rule: exclusionRule,
  because: bilingualText.describe("What was found"),
  source: bilingualText.describe("Document of the rule"),
});
const pledgeability = component("Pledgeability", {
  failing: z.array(failingRule).describe("Rules that exclude it now; none if it may be pledged"),
  statutoryRegistry: registry,
  loanToValue: decimalOut.describe("Largest secured amount for one yuan of value"),
  longestTermMonths: count.describe("Longest term of the secured debt in months"),
  endsWithinRight: z.boolean().describe("Whether the debt has to end within the term of the right"),
  source: bilingualText.describe("Document of ratio and term"),
});
const values = component("DisclosedValues", {
  valueCny: decimalOut.optional().describe("Value of all that is held, CNY; absent where no price is in force"),
  freeValueCny: decimalOut.optional().describe("Value of what is free, CNY"),
  largestLoanCny: decimalOut.optional().describe("The most that what is free can secure, CNY"),
  stressed: z
    .object({
      percent: decimalOut.describe("Fall of the price in per cent"),
      valueCny: field.cny.describe("Value of all that is held then"),
      freeValueCny: field.cny.describe("Value of what is free then"),
      largestLoanCny: field.cny.describe("The most that it could secure then"),
    })
    .optional()
    .describe("The same if the price falls; absent where it was not asked for"),
  price: z
    .object({
      item: z.string().describe("What is priced"),
      area: areaCodeOut.describe("Area of the price"),
      period: z.string().describe("Period of the price"),
      effectiveOn: dayOut("First day on which it counts"),
      version: count.describe("Version of the price"),
      priceCny: decimalOut.describe("CNY for a unit"),
      pricedMonths: count.optional().describe("Months that it pays for"),
    })
    .optional()
    .describe("Published price that it rests on; absent where none is in force"),
});

/** A position of a firm, as far as it is disclosed. */
export const disclosedPosition = component("DisclosedPosition", {
  instrument: field.instrument,
  class: pledgeableClassOut,
  siteId: field.siteId.optional(),
  siteName: z.string().optional().describe("Name of the site; absent for what the firm holds itself"),
  balances: balances.optional().describe("Absent where they are not covered or not asked for"),
  pledgeability: pledgeability.optional().describe("Absent where it is not covered or not asked for"),
  values: values.optional().describe("Absent where they are not covered or not asked for"),
});

const readKind = growingWordsOut(
  "ReadKind",
  [...disclosedKinds, "registrations"],
  "What was read; registrations: what a search of the register finds",
);

/** A reading of a firm's data, as the firm sees it. */
export const readingOut = component("Reading", {
  readingId: z.string().describe("Reading"),
  readerId: field.partyId.describe("Member that read"),
  readerName: field.partyName.describe("Its name as of then"),
  readerRole: z.string().describe("Its role"),
  subject: z.string().describe("Person (token subject) who read"),
  personName: z.string().describe("Name of the person"),
  operation: z.string().describe("Operation that was called"),
  kinds: z.array(readKind).describe("What the answer may hold"),
  asked: z.record(z.string(), z.string()).describe("Everything that the reader chose"),
  purpose: z.string().describe("What it was read for"),
  basis: growingWordsOut(
    "ReadingBasis",
    ["consent", "public-register", "draft-refused", "batch-refused", "registration-refused", "change-refused", "second-person-awaited"],
    "On what ground: the firm's consent, or that the register is open to search; or what a bank was told when its draft, batch, registration or change of a pledge was refused, or waits for its second person",
  ),
  basisReference: z
    .string()
    .describe(
      "Its id or document: the consent, the certificate of a search (empty for a search without one), the contract of a draft or registration, the batch, or the registration that was to change",
    ),
  told: bilingualText.optional().describe("What the bank was told in words; absent for an answer of data"),
  at: instantOut("When it was recorded, before it was answered"),
});

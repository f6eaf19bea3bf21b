import * as z from "zod";
import { areaCodeOut } from "../../../../shared/kernel/areas.ts";
import { bilingualText, dayOut, field } from "../../../../shared/kernel/fields.ts";
import { message } from "../../../../shared/kernel/message.ts";
import { component, count, decimalOut, decimalString, growingWordsOut, id, pageQuery, words } from "../../../../shared/kernel/schemas.ts";
import { exclusionRule, registry } from "../../asset-kinds.ts";
import { purpose } from "../consents/shapes.ts";
import { disclosedKind, pledgeableClass, pledgeableClassOut } from "../vocabulary.ts";

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

/** What readings of a firm are listed: of its own data, or of whole areas in which it has something. */
export const readingsQuery = pageQuery.extend({
  about: words(
    "ReadingsAbout",
    ["firm", "areas"],
    "firm (when absent): readings of the firm's data; areas: lists of records of whole areas in which it or one of its sites lies, which may have shown its own",
  )
    .default("firm")
    .meta({ example: "areas" }),
});

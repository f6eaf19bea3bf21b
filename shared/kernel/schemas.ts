import * as z from "zod";
import { type Decimal, decimal, decimalPattern } from "./decimal.ts";
import { expects } from "./expectations.ts";
import { message } from "./message.ts";
import type { Bilingual } from "./problem.ts";

/** A decimal string with at most `integerDigits` before and `places` after the point, decoded to `Decimal`; errors name the `unit`. */
export function decimalString(places: number, integerDigits: number, unit: Bilingual, description: string) {
  const error = expects(
    `须为十进制数字符串（${unit.zh}），整数不超过 ${integerDigits} 位，小数不超过 ${places} 位`,
    `a decimal string (${unit.en}), at most ${integerDigits} digits before and ${places} after the point`,
  );
  return z
    .string({ error })
    .regex(new RegExp(`^(?:0|[1-9][0-9]{0,${integerDigits - 1}})(?:\\.[0-9]{1,${places}})?$`), {
      error,
      // Otherwise the rules of the object around it would run, on a text in place of a decimal.
      abort: true,
    })
    .transform((text): Decimal => decimal(text))
    .describe(description);
}

const unit = {
  tonnes: { zh: "吨", en: "tonnes" },
  cny: { zh: "元", en: "CNY" },
  price: { zh: "元/吨", en: "CNY per tonne" },
  useFeeRate: { zh: "元/吨·年", en: "CNY per tonne and year" },
  ratio: { zh: "比值", en: "a ratio" },
} as const;

/** Tonnes (for permits: tonnes a year), whole kilograms, zero allowed. At most 15 digits. */
export const tonnes = decimalString(3, 12, unit.tonnes, "Tonnes as a decimal string, at most three decimals (whole kilograms)");
const aboveZero = message("须大于零", "must be above zero");
/** Tonnes above zero. */
export const positiveTonnes = tonnes.refine((value) => value.gt(0), aboveZero);
/** Money in CNY, whole fen, zero allowed. */
export const cny = decimalString(2, 14, unit.cny, "CNY as a decimal string, at most two decimals (whole fen)");
/** Money above zero. */
export const positiveCny = cny.refine((value) => value.gt(0), aboveZero);
/** A price in CNY per tonne above zero; up to six decimals, narrowed by the lot's tick. */
export const price = decimalString(6, 14, unit.price, "CNY per tonne as a decimal string").refine((value) => value.gt(0), aboveZero);
/** A rate of the use fee in CNY for one tonne a year, zero allowed; up to six decimals. */
export const useFeeRate = decimalString(6, 9, unit.useFeeRate, "CNY for one tonne a year as a decimal string");
/** A ratio or share, zero or above, up to six decimals: `0.30`, `2`. */
export const ratio = decimalString(6, 4, unit.ratio, "A ratio as a decimal string");

/** A whole number from `least` to `most`; errors name what it counts (`of`). */
export function wholeNumber(least: number, most: number, of: Bilingual) {
  const error = expects(`须为 ${least} 至 ${most} 的整数（${of.zh}）`, `a whole number of ${of.en}, ${least} to ${most}`);
  return z.int({ error }).min(least, { error }).max(most, { error });
}

/** An internal identifier. */
export const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/, message("须为标识符：字母、数字、. _ -", "an identifier: letters, digits, . _ -"))
  .describe("Identifier");

// Instants are stored and compared as text with a year of four digits, also by their day in Shanghai, eight hours ahead.
const firstInstant = Date.parse("1970-01-01T00:00:00.000Z");
const lastInstant = Date.parse("9999-12-31T23:59:59.999+08:00");
const yearsOfInput = message("须在 1970 年至 9999 年之间", "must be in the years 1970 to 9999");
/** An instant on the wire, in the years 1970 to 9999 and whole milliseconds; normalised to UTC. */
export const instant = z.iso
  .datetime({ offset: true, abort: true })
  .refine((text) => !/\.\d{4}/.test(text), message("秒的小数不超过 3 位", "at most three decimals of a second"))
  .refine((text) => Date.parse(text) >= firstInstant && Date.parse(text) <= lastInstant, yearsOfInput)
  .transform((text) => new Date(text).toISOString())
  .describe("Instant, ISO 8601, in the years 1970 to 9999");
/** A calendar day in China Standard Time, in the years 1970 to 9999. */
export const plainDate = z.iso
  .date()
  .refine((day) => day >= "1970", yearsOfInput)
  .describe("Day in Asia/Shanghai, YYYY-MM-DD, in the years 1970 to 9999");
/** A calendar month, in the years 1970 to 9999. */
export const yearMonth = z
  .string()
  .regex(
    /^(?:19[7-9]|[2-9][0-9]{2})[0-9]-(?:0[1-9]|1[0-2])$/,
    message("须为月份，格式 YYYY-MM，自 1970 年起", "a month, YYYY-MM, from 1970 on"),
  )
  .describe("Month, YYYY-MM");
const oneLine = expects("须为单行文字，1 至 200 个字符", "one line of text, 1 to 200 characters");
/** A short text typed by a person: one line, trimmed, 1 to 200 characters. Which characters it may hold is the rule of all texts. */
export const shortText = z
  .string({ error: oneLine })
  .regex(/^[^\t\n\r]*$/, { error: oneLine })
  .trim()
  .min(1, { error: oneLine })
  .max(200, { error: oneLine });
/** Reason of a decision; shown to those it concerns. */
export const reasonGiven = shortText.describe("Reason; shown to those it concerns");
/** The document that supports a decision. */
export const documentReference = shortText.describe("Number of the supporting document");

/** Decimal in a response: a plain string. */
export const decimalOut = z.string().regex(decimalPattern).describe("Decimal string");
/** A number of things. */
export const count = z.int().min(0);
/** A calendar year in a response or fact. */
export const yearOut = z.int().min(1970).max(9999).describe("Calendar year");
/** A calendar year in a path, of this century. */
export const pathYear = z
  .string()
  .regex(/^20[0-9]{2}$/, message("须为年份，格式 YYYY", "a year, YYYY"))
  .describe("Calendar year, YYYY");
/** SHA-256 of a document, in hexadecimal. */
export const sha256Hex = z
  .string()
  .regex(/^[0-9a-f]{64}$/, message("须为 SHA-256，64 位小写十六进制", "a SHA-256: 64 lower-case hexadecimal digits"))
  .describe("SHA-256 of the document, in lower-case hexadecimal");

/** A SHA-256 in a response: the form is described and not checked, so that what was altered is found by what it says. */
export function sha256Out(description: string) {
  return z.string().describe(description).meta({ pattern: "^[0-9a-f]{64}$" });
}

/** An object with a name in the API description: it is described once and referenced elsewhere. */
export function component<Fields extends z.ZodRawShape>(id: string, fields: Fields): z.ZodObject<Fields, z.core.$strip> {
  return z.object(fields).meta({ id });
}

/** One of some words, with a name in the API description. */
export function words<const Word extends string>(id: string, list: readonly Word[], description: string) {
  return z.enum(list).describe(description).meta({ id });
}

/**
 * Words that more join in time, as the exchange serves more places and knows more events: readers have to expect others than those
 * listed. All other lists of words are complete (decision 36).
 */
export function growingWords<const Word extends string>(id: string, list: readonly Word[], description: string) {
  return z
    .enum(list)
    .describe(description)
    .meta({ id, [growing]: true });
}
/**
 * The same words in answers and facts. They are described, not checked: a fact is immutable and may name a word that the reader does not know
 * yet, or no longer has.
 */
export function growingWordsOut(id: string, list: readonly string[], description: string) {
  return z
    .string()
    .describe(description)
    .meta({ id, enum: list, [growing]: true });
}
/** Marks lists of words in the API description that others may join. */
export const growing = "x-extensible-enum";

/** A whole number in a query, in its one form: decimal digits without sign, blank, exponent or leading zero. */
export function queryInteger(least: number, most: number, of: Bilingual) {
  const read = (given: unknown): unknown => (typeof given === "string" && /^(?:0|[1-9]\d{0,14})$/.test(given) ? Number(given) : given);
  return z.preprocess(read, wholeNumber(least, most, of));
}

/** Query of a paged list. */
export const pageQuery = z.object({
  limit: queryInteger(1, 100, { zh: "行", en: "rows" })
    .default(25)
    .describe("Rows per page, 1 to 100; 25 by default")
    .meta({ example: 25 }),
  cursor: z.string().min(1).max(1_000).optional().describe("`nextCursor` of the previous page").meta({ example: "WyIyMDI2LTAzLTAyIl0" }),
});

/** One page of rows and the cursor of the next one, absent on the last; named after its rows in the API description. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  const { id: ofRow } = row.meta() ?? {};
  const page = z.object({
    items: z.array(row).describe("Rows of this page, in the order of the list"),
    nextCursor: z.string().optional().describe("Pass as `cursor` for the next page; absent on the last"),
  });
  return ofRow === undefined ? page : page.meta({ id: `${ofRow}Page` });
}

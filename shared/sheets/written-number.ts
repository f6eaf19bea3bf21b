import { Decimal, plain } from "../kernel/decimal.ts";

/** Digits that a spreadsheet keeps of what is typed, and shows at most. */
const digitsKept = 15;
const pattern = /^-?\d{1,400}(?:\.\d{1,400})?(?:[eE][+-]?\d{1,3})?$/;

/**
 * The decimal of a number cell, read from its written text and never through a float. Text of at most 15 significant digits is taken as it
 * stands; more digits are how programs write the binary double behind a number (2.3 as 2.2999999999999998, 0.1+0.2 as 0.30000000000000004),
 * and are rounded to the 15 that spreadsheets keep. Undefined if it is no number.
 */
export function writtenNumber(text: string): string | undefined {
  if (!pattern.test(text)) return undefined;
  const value = new Decimal(text);
  return plain(value.precision() > digitsKept ? value.toSignificantDigits(digitsKept) : value);
}

/** Whether digits of a whole number were lost when it was typed: 20 digits of an invoice number become 15 digits and zeros. */
export function lostDigits(number: string): boolean {
  return (number.split(".")[0] ?? "").replace("-", "").length > digitsKept;
}

/** How a cell shows its number: a date and a percentage are numbers that stand for something else. */
export type NumberFormat = "number" | "date" | "percent";

/** Formats that every spreadsheet program knows by number: dates and times, also those of Chinese and Japanese editions, and percentages. */
const datesByNumber: readonly (readonly [from: number, to: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];
const percentByNumber: readonly number[] = [9, 10];

/** The kind of a format by its number, for those that a workbook does not define itself. */
export function formatOfNumber(number: number): NumberFormat {
  if (percentByNumber.includes(number)) return "percent";
  return datesByNumber.some(([from, to]) => number >= from && number <= to) ? "date" : "number";
}

/** The kind of a format by its code, as `yyyy"年"m"月"` or `0.00%`. */
export function formatOfCode(code: string): NumberFormat {
  // Quoted and escaped characters, fillers, blanks as wide as a character, colours, locales and conditions; elapsed time stays.
  const letters = code.replace(/"[^"]*"|\\.|\*.|_.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/giu, "");
  const [first = ""] = letters.split(";");
  if (/general|通用格式/iu.test(first)) return "number";
  if (first.includes("%")) return "percent";
  return /[ymdhs]/iu.test(first) ? "date" : "number";
}

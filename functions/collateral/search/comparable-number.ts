/**
 * The one form in which numbers of registrations, filings and court cases are compared: width of characters, case, blanks and the form of
 * brackets don't matter, so that `（2026）鄂0704执保12号` and `(2026) 鄂0704执保12号` are the same number. Never shown.
 */
export function comparableNumber(number: string): string {
  return (
    number
      .normalize("NFKC")
      .toUpperCase()
      .normalize("NFKC")
      .replace(/\s/gu, "")
      .replace(/[[〔【]/gu, "(")
      .replace(/[\]〕】]/gu, ")")
      // A mark that stood on a blank stands on the letter before it now.
      .normalize("NFKC")
  );
}

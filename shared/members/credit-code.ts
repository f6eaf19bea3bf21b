/** Why a text is not a unified social credit code, in the order of the checks. */
export type CreditCodeFault =
  | "full-width"
  | "lower-case"
  | "old-registration-number"
  | "length"
  | "characters"
  | "organisation-check-digit"
  | "check-digit";

/** The alphabet of GB 32100-2015: no I, O, S, V, Z. */
const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/** Weights 3^(i-1) mod 31. */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** Values of the organisation code's characters (GB 11714): digits, then A = 10 to Z = 35. */
const organisationAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/**
 * What is wrong with a unified social credit code (GB 32100-2015), undefined for a valid one: 18 characters, of which the 9th to 17th are
 * the organisation code with its own check digit (GB 11714). No input is corrected silently, because a code is a legal identifier.
 */
export function creditCodeFault(code: string): CreditCodeFault | undefined {
  const written = [...code];
  const faults: readonly (readonly [CreditCodeFault, boolean])[] = [
    ["full-width", /[\uFF01-\uFF5E]/.test(code)],
    ["lower-case", /[a-z]/.test(code)],
    ["old-registration-number", /^\d{15}$/.test(code)],
    ["length", written.length !== 18],
    ["characters", written.some((character) => !alphabet.includes(character))],
  ];
  const fault = faults.find(([, applies]) => applies);
  if (fault) return fault[0];
  if (organisationCheckDigit(code.slice(8, 16)) !== code[16]) return "organisation-check-digit";
  return checkDigit(code.slice(0, 17)) === code[17] ? undefined : "check-digit";
}

/** The 18th character for the first seventeen: 31 - (sum of value x weight mod 31), 31 written 0. */
export function checkDigit(body: string): string {
  const remainder = weightedSum(body, alphabet, weights) % 31;
  return alphabet[(31 - remainder) % 31] ?? "";
}

/** The check digit of an organisation code's eight characters: 11 - (sum mod 11), 10 written X, 11 written 0. */
export function organisationCheckDigit(body: string): string {
  const digit = 11 - (weightedSum(body, organisationAlphabet, organisationWeights) % 11);
  return digit === 10 ? "X" : String(digit % 11);
}

function weightedSum(body: string, characters: string, by: readonly number[]): number {
  return by.reduce((total, weight, position) => total + characters.indexOf(body[position] ?? "") * weight, 0);
}

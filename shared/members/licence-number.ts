import { creditCodeFault } from "./credit-code.ts";
import rules from "./discharge-licences.json" with { type: "json" };

/** Why a text is not the number of a discharge licence, in the order of the checks. */
export type LicenceNumberFault = "full-width" | "lower-case" | "length" | "credit-code" | "sequence" | "identifier";

const codeLength = 18;
const numberLength = 22;

/**
 * What is wrong with the number of a discharge licence (HJ 608-2017), undefined for a valid one: a valid credit code, three digits from 001
 * on, and the identifier. There is one form; nothing is corrected silently, because the number is a legal identifier.
 */
export function licenceNumberFault(number: string): LicenceNumberFault | undefined {
  const faults: readonly (readonly [LicenceNumberFault, boolean])[] = [
    ["full-width", /[\uFF01-\uFF5E]/.test(number)],
    ["lower-case", /[a-z]/.test(number)],
    ["length", number.length !== numberLength],
    ["credit-code", creditCodeFault(number.slice(0, codeLength)) !== undefined],
    ["sequence", !/^\d{3}$/.test(number.slice(codeLength, -1)) || number.slice(codeLength, -1) === "000"],
    ["identifier", !rules.identifiers.includes(number.slice(-1))],
  ];
  return faults.find(([, applies]) => applies)?.[0];
}

import type { PlainDate } from "../../shared/kernel/calendar.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { creditCodeFault } from "../../shared/members/credit-code.ts";
import rules from "./discharge-licences.json" with { type: "json" };
import type { PartiesRefusal } from "./problems.ts";

/** Why a text is not the number of a discharge licence, in the order of the checks. */
export type LicenceNumberFault = "full-width" | "lower-case" | "length" | "credit-code" | "sequence" | "identifier";
/** Which rule the validity of a licence breaks. */
export type LicenceValidityRule = "ends-before-it-begins" | "longer-than-allowed" | "expired";

/** A discharge licence as its holder or the bureau states it; both days are included. */
export interface Licence {
  readonly licenceNumber: string;
  readonly licenceValidFrom: PlainDate;
  readonly licenceValidUntil: PlainDate;
}

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

/**
 * Whether a number is that of a licence of the holder itself. Licences are not transferable (decree 736), so the number carries the
 * holder's own credit code, which stays the same when its name changes.
 */
export function checkLicenceNumber(licenceNumber: string, creditCode: string): Outcome<true, PartiesRefusal> {
  const fault = licenceNumberFault(licenceNumber);
  if (fault) return refuse({ code: "licence-number-invalid", licenceNumber, fault });
  return licenceNumber.startsWith(creditCode) ? accept(true) : refuse({ code: "licence-of-another", licenceNumber, creditCode });
}

/** Whether a licence runs for at most the years allowed and has not expired by `today`. */
export function checkValidity(
  { licenceValidFrom, licenceValidUntil }: Pick<Licence, "licenceValidFrom" | "licenceValidUntil">,
  today: PlainDate,
): Outcome<true, PartiesRefusal> {
  const { years } = rules.validity;
  const latest = `${Number(licenceValidFrom.slice(0, 4)) + years}${licenceValidFrom.slice(4)}`;
  const broken: readonly (readonly [LicenceValidityRule, boolean])[] = [
    ["ends-before-it-begins", licenceValidUntil <= licenceValidFrom],
    ["longer-than-allowed", licenceValidUntil > latest],
    ["expired", licenceValidUntil < today],
  ];
  const rule = broken.find(([, applies]) => applies)?.[0];
  return rule ? refuse({ code: "licence-validity-invalid", rule, licenceValidFrom, licenceValidUntil, years }) : accept(true);
}

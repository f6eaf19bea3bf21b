import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import rules from "../../../shared/members/discharge-licences.json" with { type: "json" };
import { licenceNumberFault } from "../../../shared/members/licence-number.ts";
import { transferSource } from "../../../shared/members/licence-rules.ts";
import type { LicenceValidityRule, SiteRefusal } from "../problems-sites.ts";

/** Validity of a discharge licence as its holder or the bureau states it; both days are included. */
export interface LicenceValidity {
  readonly licenceValidFrom: PlainDate;
  readonly licenceValidUntil: PlainDate;
}

/**
 * Whether a number is that of a licence of the holder itself. Licences are not transferable (decree 736), so the number carries the
 * holder's own credit code, which stays the same when its name changes.
 */
export function checkLicenceNumber(licenceNumber: string, creditCode: string): Outcome<true, SiteRefusal> {
  const fault = licenceNumberFault(licenceNumber);
  if (fault) return refuse({ code: "licence-number-invalid", licenceNumber, fault });
  return licenceNumber.startsWith(creditCode)
    ? accept(true)
    : refuse({ code: "licence-of-another", licenceNumber, creditCode, source: transferSource });
}

/** Whether a licence runs for at most the years allowed and has not expired by `today`. */
export function checkValidity({ licenceValidFrom, licenceValidUntil }: LicenceValidity, today: PlainDate): Outcome<true, SiteRefusal> {
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

import { type PlainDate, plusDays } from "../kernel/calendar.ts";
import type { LicenceRenewal } from "./licence-renewal.ts";
import { renewalRules } from "./licence-rules.ts";
import type { Site } from "./sites.ts";

/** The last day on which a renewal is applied for in time, for a licence that is valid until a day. */
export function renewalDueOn(validUntil: PlainDate): PlainDate {
  return plusDays(validUntil, -renewalRules.applyDaysBefore);
}

/** Whether a renewal was applied for early enough. */
export function isInTime({ appliedOn, renews }: Pick<LicenceRenewal, "appliedOn" | "renews">): boolean {
  return appliedOn <= renewalDueOn(renews);
}

/** The last day on which the bureau decides in time about an application. */
export function decideBy({ appliedOn }: Pick<LicenceRenewal, "appliedOn">): PlainDate {
  return plusDays(appliedOn, renewalRules.decideWithinDays);
}

/** What stands in the site's licence, as far as it decides whether the licence is in force. */
export type Licensed = Pick<
  Site,
  "state" | "confirmedAt" | "licenceValidFrom" | "licenceValidUntil" | "confirmedValidFrom" | "confirmedValidUntil" | "renewal"
>;

/**
 * The validity that counts: what the bureau confirmed last, not what the holder declared since. Undefined for a site that the bureau never
 * confirmed, and for one whose licence was found to be another's.
 */
export function validityOf(site: Licensed): { readonly from: PlainDate; readonly until: PlainDate } | undefined {
  if (site.state === "licence-lost" || (site.state === "unconfirmed" && site.confirmedAt === undefined)) return undefined;
  const { licenceValidFrom, licenceValidUntil, confirmedValidFrom, confirmedValidUntil } = site;
  return { from: confirmedValidFrom ?? licenceValidFrom, until: confirmedValidUntil ?? licenceValidUntil };
}

/**
 * Whether a site's discharge licence is in force on a day: within its validity, or within the former one that a renewal continued. A licence
 * whose renewal was applied for in time and is undecided at its end stays in force until the decision (行政许可法, article 50).
 */
export function licenceInForce(site: Licensed, day: PlainDate): boolean {
  const validity = validityOf(site);
  if (!validity) return false;
  const { renewal } = site;
  const { from, until } = validity;
  if (from <= day && day <= until) return true;
  if (!renewal) return false;
  if (renewal.state === "granted" && renewal.formerValidFrom <= day && day <= renewal.renews) return true;
  if (!isInTime(renewal) || day <= renewal.renews) return false;
  if (renewal.state === "applied") return renewal.renews === until;
  return day < renewal.decidedOn && (renewal.state === "granted" || renewal.renews === until);
}

import { endOfDay, type PlainDate, plusDays, plusMonths, startOfDay } from "../../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../../shared/kernel/clock.ts";
import type { RefusalOf } from "../../../../shared/kernel/problem.ts";
import { longestConsentMonths, sourceOf } from "../disclosure-rules.ts";
import type { consentProblems } from "./problems.ts";
import type { Consent } from "./rows.ts";

type DaysRefused = Extract<RefusalOf<typeof consentProblems>, { readonly code: "consent-too-long" | "consent-days-over" }>;

/** Why a consent can't be for some days: they are over, end before they begin, or are more than a consent may last. */
export function daysRefused(from: PlainDate, until: PlainDate, today: PlainDate): DaysRefused | undefined {
  if (until < from || until < today) return { code: "consent-days-over", from, until, today };
  const last = plusDays(plusMonths(from, longestConsentMonths), -1);
  if (until <= last) return undefined;
  return { code: "consent-too-long", from, until, longestMonths: longestConsentMonths, source: sourceOf("consent") };
}

/** Whether a bank may read under a consent at an instant: it was not revoked, and its days have begun and are not over. */
export function isInForce({ state, from, until }: Pick<Consent, "state" | "from" | "until">, at: Instant): boolean {
  return state === "granted" && startOfDay(from) <= at && at < endOfDay(until);
}

import { message } from "../../../shared/kernel/message.ts";
import data from "./disclosure-rules.json" with { type: "json" };

/** How long a consent may last. */
export const longestConsentMonths = data.consent.longestMonths;
/** For how many years after it a major accident excludes. */
export const accidentYears = data.majorAccident.years;

/** Document and article of a rule of disclosure, in both languages. */
export function sourceOf(rule: "consent" | "majorAccident"): string {
  const { zh, en } = data[rule].source;
  return message(zh, en);
}

import { messageOf } from "../../shared/kernel/message.ts";
import data from "./compliance-rules.json" with { type: "json" };

/** A rule's document and article, by code. */
export type ComplianceSource = keyof typeof data.sources;

/** The document and article of a rule, in both languages, for the refusal or figure that applies it. */
export function sourceOf(rule: ComplianceSource): string {
  return messageOf(data.sources[rule]);
}

/** Month and day of the following year by which the discharges of a year are covered. */
export const dischargeDeadline: string = data.discharge.deadline.monthAndDay;

/** Days before a deadline on which a member that is short is told, the earliest first. */
export const daysAhead: readonly number[] = data.notices.daysAhead;

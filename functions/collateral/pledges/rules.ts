import { plusDays } from "../../../shared/kernel/calendar.ts";
import { message } from "../../../shared/kernel/message.ts";
import data from "./pledge-rules.json" with { type: "json" };
import type { Thresholds } from "./rows.ts";

/** Document and article of a rule about pledges, in both languages. */
export function pledgeSource(rule: keyof typeof data): string {
  const { zh, en } = data[rule].source;
  return message(zh, en);
}

/** Days within which a draft has to be registered. */
export const draftDays = data.draft.days;

/** Thresholds where none are agreed. */
export const usualThresholds: Thresholds = {
  watch: data.thresholds.watch,
  marginCall: data.thresholds.marginCall,
  breach: data.thresholds.breach,
};

/** The last day on which a draft of a day can be registered. */
export function lastDayToRegister(day: string): string {
  return plusDays(day, draftDays);
}

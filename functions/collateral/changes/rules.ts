import { endOfDay, plusDays, plusMonths } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { message } from "../../../shared/kernel/message.ts";
import data from "./change-rules.json" with { type: "json" };

/** Document and article of a rule about changes, in both languages. */
export function changeSource(rule: keyof typeof data): string {
  const { zh, en } = data[rule].source;
  return message(zh, en);
}

/** First instant at which a change that was proposed on a day has lapsed. */
export function answerBy(day: string): Instant {
  return endOfDay(plusDays(day, data.answer.days));
}

/** First instant at which the amended filing is overdue of a name that changed on a day. */
export function nameFilingBy(day: string): Instant {
  return endOfDay(plusMonths(day, data.nameChange.months));
}

/** First instants at which an objection of a day is removed: for want of the notice to the registrant, and of the proof of a suit. */
export function objectionTerms(day: string): { readonly noticeBy: Instant; readonly suitProofBy: Instant } {
  const { noticeDays, suitDays } = data.objection;
  return { noticeBy: endOfDay(plusDays(day, noticeDays)), suitProofBy: endOfDay(plusDays(day, suitDays)) };
}

/** Objections to one pledge: that stand at once, and ever. */
export const objectionLimits = { open: data.objection.mostOpen, ever: data.objection.most } as const;

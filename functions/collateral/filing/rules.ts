import { plusMonths } from "../../../shared/kernel/calendar.ts";
import { message } from "../../../shared/kernel/message.ts";
import data from "./filing-rules.json" with { type: "json" };

/** Document and article of a rule about filing, in both languages. */
export function filingSource(rule: keyof typeof data): string {
  const { zh, en } = data[rule].source;
  return message(zh, en);
}

/** Working days after repayment within which a pledge is cancelled. */
export const cancellationDays = data.cancellation.workingDays;

/** The first and the last day on which a registration of a day may end. */
export function termOfFiling(day: string): { readonly earliest: string; readonly latest: string } {
  return { earliest: plusMonths(day, data.term.leastMonths), latest: plusMonths(day, data.term.mostMonths) };
}

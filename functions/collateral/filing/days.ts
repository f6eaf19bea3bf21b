import type { PlainDate } from "../../../shared/kernel/calendar.ts";

/** The refusal where a day is not between two others; undefined where it is. */
export function dayFault(date: PlainDate, earliest: PlainDate, latest: PlainDate) {
  return date < earliest || date > latest ? ({ code: "day-out-of-order", date, earliest, latest } as const) : undefined;
}

import type { CalendarReader } from "../../../shared/calendar/calendars.ts";
import { endOfDay } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { cancellationDays } from "./rules.ts";

/** The first instant at which a cancellation is overdue: the end of the last of its working days after the repayment. */
export async function cancelByOf({ calendars }: { readonly calendars: CalendarReader }, repaidOn: string, at: Instant): Promise<Instant> {
  const calendar = await calendars.from(endOfDay(repaidOn), at);
  return endOfDay(calendar.addWorkingDays(repaidOn, cancellationDays));
}

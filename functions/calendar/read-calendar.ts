import { provisionalYear } from "../../shared/calendar/working-days.ts";
import type { Call } from "../../shared/http/api-handler.ts";
import { accept } from "../../shared/kernel/outcome.ts";
import type { calendarEndpoints } from "./contract.ts";
import type { CalendarPorts } from "./publish-calendar.ts";
import { calendarView } from "./views.ts";

/** The calendar of a year for everybody: its notice or, until that is published, the statutory holidays. */
export async function readCalendar({ own }: CalendarPorts, { params }: Call<typeof calendarEndpoints.readCalendar>) {
  const year = Number(params.year);
  const notice = await own.notice(year);
  return accept({ response: calendarView(notice ? { ...notice, provisional: false } : provisionalYear(year)) });
}

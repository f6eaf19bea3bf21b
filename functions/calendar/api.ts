import type { Deployed } from "../../shared/deployment/deployed.ts";
import { defineApi } from "../../shared/http/api.ts";
import { openTable } from "../../shared/store/table.ts";
import { calendar } from "./deployment.ts";
import { type CalendarPorts, publishCalendar } from "./publish-calendar.ts";
import { readCalendar } from "./read-calendar.ts";
import { calendarStore } from "./store.ts";

function calendarPorts({ dynamo, clock, tables }: Deployed<(typeof calendar.functions)["calendar-api"]>): CalendarPorts {
  return { dynamo, clock, own: calendarStore(openTable(dynamo, tables.Calendar)) };
}

/** The API of calendars. */
export const api = defineApi(calendar.functions["calendar-api"], calendar.problems, calendarPorts, { publishCalendar, readCalendar });

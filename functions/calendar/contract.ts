import * as z from "zod";
import { holidays } from "../../shared/calendar/holidays.ts";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { bilingualText, dayOut, field, instantOut } from "../../shared/kernel/fields.ts";
import { component, count, documentReference, pathYear, plainDate, reasonGiven, words, yearOut } from "../../shared/kernel/schemas.ts";

const holiday = words("Holiday", holidays, "Holiday; `special` for days off beyond the law");
const version = count.describe("Version of the notice; corrections count up, 0 where none is published");
const weekendWorked = dayOut("Day of a weekend on which people work");
const holidayPeriod = component("HolidayPeriod", {
  holiday,
  firstDay: plainDate.describe("First day off, weekends included"),
  lastDay: plainDate.describe("Last day off, weekends included"),
});
const calendarYear = component("CalendarYear", {
  year: yearOut,
  provisional: z.boolean().describe("Whether only the statutory holidays are known, because the year's notice is not published yet"),
  version,
  documentNumber: z.string().optional().describe("Number of the notice; absent while provisional"),
  publishedAt: instantOut("When this version was published here").optional(),
  daysOff: z
    .array(
      component("DayOff", {
        day: dayOut("Day in Asia/Shanghai"),
        holiday: holiday.describe("Holiday that it belongs to"),
        name: bilingualText.describe("Name of the holiday"),
        statutory: z.boolean().describe("Whether the law itself gives this day off"),
      }),
    )
    .describe("Every day off besides ordinary weekends, in order"),
  workingDays: z.array(weekendWorked).describe("Days of weekends on which people work, in order"),
});

/** The endpoints of calendars. */
export const calendarEndpoints = {
  publishCalendar: endpoint({
    operationId: "publishCalendar",
    method: "PUT",
    path: "/calendars/{year}",
    summary:
      "Publishes the State Council's notice of a year, or corrects it. Open deadlines move later where the notice asks for it, never earlier.",
    roles: ["operator"],
    secondPerson: { always: ["operator"] },
    params: z.object({ year: pathYear }),
    body: z.object({
      documentNumber: documentReference.describe("Number of the State Council's notice"),
      holidays: z.array(holidayPeriod).min(1).max(20).describe("Every holiday with all its days off"),
      workingDays: z.array(plainDate).max(40).describe("Days of weekends on which people work"),
      correction: z
        .object({ version: z.int().min(1).describe("Version that is corrected: the latest one"), reason: reasonGiven })
        .optional()
        .describe("Only for a year whose notice is already published"),
    }),
    response: calendarYear,
    refusals: ["notice-invalid", "calendar-published", "calendar-changed"],
  }),
  readCalendar: endpoint({
    operationId: "readCalendar",
    method: "GET",
    path: "/calendars/{year}",
    summary:
      "Reads the days off and shifted working days of a year: those of its notice or, until it is published, the statutory holidays.",
    roles: ["public"],
    params: z.object({ year: pathYear }),
    response: calendarYear,
    refusals: [],
  }),
} as const;

/** The facts of calendars. */
export const calendarFacts = {
  calendarPublished: factSchema(
    "calendar-published",
    1,
    z.object({
      year: yearOut,
      version,
      documentNumber: field.documentNumber,
      daysOff: z
        .array(z.object({ day: dayOut("Day in Asia/Shanghai"), holiday: holiday.describe("Holiday that it belongs to") }))
        .describe("Every day off, in order"),
      workingDays: z.array(weekendWorked).describe("Days of weekends on which people work, in order"),
      reason: field.reason.optional().describe("Why an earlier version was corrected; absent for the first"),
    }),
    "The State Council's notice of a year was published or corrected: deadlines count by it from now on.",
  ),
};

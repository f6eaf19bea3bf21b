import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dayOf } from "../kernel/calendar.ts";
import type { Instant } from "../kernel/clock.ts";
import type { Key } from "../store/client.ts";
import { integer, json, type RowOf, rowCodec, text, texts } from "../store/codec.ts";
import { openTable, type Table } from "../store/table.ts";
import type { DayOff } from "./statutory-holidays.ts";
import { type CalendarYear, provisionalYear, type WorkingCalendar, workingCalendar, yearOf } from "./working-days.ts";

const noticeFields = {
  year: integer,
  version: integer,
  documentNumber: text,
  daysOff: json((value) => value as readonly DayOff[]),
  workingDays: texts,
  publishedAt: text,
};
/** The published notice of a year, in its latest version. */
export type PublishedNotice = RowOf<typeof noticeFields>;
/** Rows of published notices. */
export const publishedNoticeCodec = rowCodec(noticeFields);
/** Key of a year's notice. */
export function noticeOfYearKey(year: number): Key {
  return { pk: `year#${year}`, sk: "calendar" };
}

/** Strongly consistent reads of calendars. */
export interface CalendarReader {
  /** The calendar of the years of some instants, and of the year after each: what deadlines that count from these instants need. */
  from(...instants: readonly Instant[]): Promise<WorkingCalendar>;
}

const yearsPerRead = 100;

/** The reads of calendars in the table Calendar. */
export function calendarsIn(table: Pick<Table, "readMany">): CalendarReader {
  return {
    async from(...instants) {
      const starting = instants.map((at) => yearOf(dayOf(at)));
      const years = [...new Set(starting.flatMap((year) => [year, year + 1]))];
      const published = new Map<number, CalendarYear>();
      for (let start = 0; start < years.length; start += yearsPerRead) {
        const keys = years.slice(start, start + yearsPerRead).map(noticeOfYearKey);
        for (const notice of await table.readMany(keys, publishedNoticeCodec.decode)) {
          published.set(notice.year, { ...notice, provisional: false });
        }
      }
      return workingCalendar(years.map((year) => published.get(year) ?? provisionalYear(year)));
    },
  };
}

/** The reads of calendars for other contexts, by the name of the table Calendar. */
export function calendarReader(dynamo: DynamoDBClient, tableName: string): CalendarReader {
  return calendarsIn(openTable(dynamo, tableName));
}

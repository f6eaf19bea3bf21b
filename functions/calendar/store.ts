import { noticeOfYearKey, type PublishedNotice, publishedNoticeCodec } from "../../shared/calendar/calendars.ts";
import type { Table } from "../../shared/store/table.ts";

/** The table of calendars. */
export type CalendarStore = ReturnType<typeof calendarStore>;

/** Reads and writes of notices. Other contexts read the same table through `calendarReader`. */
export function calendarStore(table: Table) {
  return {
    ...table,
    /** The published notice of a year; undefined if there is none yet. */
    notice: (year: number) => table.read(noticeOfYearKey(year), publishedNoticeCodec.decode),
    /** Puts the next version of a year's notice; `stale` if another change came first. */
    noticePut: (notice: PublishedNotice) =>
      table.putVersion(noticeOfYearKey(notice.year), publishedNoticeCodec.encode(notice), notice.version),
  };
}

import { type CalendarReader, calendarReader } from "../../../shared/calendar/calendars.ts";
import { type ReadingLog, readingLog } from "../../../shared/members/readings.ts";
import { type PledgingPorts, pledgingPorts } from "../ports.ts";

/** Dependencies of the use cases of the API of pledges: some count working days, one reads under a consent. */
export interface FilingPorts extends PledgingPorts {
  readonly calendars: CalendarReader;
  /** Who read what of whom. */
  readonly readings: ReadingLog;
}

type Granted = Parameters<typeof pledgingPorts>[0] & {
  readonly tables: { readonly Calendar: string; readonly Readings: string };
};

/** The ports over what the API function of pledges is granted. */
export function filingPorts(granted: Granted): FilingPorts {
  const { dynamo, tables } = granted;
  return {
    ...pledgingPorts(granted),
    calendars: calendarReader(dynamo, tables.Calendar),
    readings: readingLog(dynamo, tables.Readings),
  };
}

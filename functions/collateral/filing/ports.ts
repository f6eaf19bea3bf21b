import { type CalendarReader, calendarReader } from "../../../shared/calendar/calendars.ts";
import { type PledgingPorts, pledgingPorts } from "../ports.ts";

/** Dependencies of use cases of pledges that count working days. */
export interface FilingPorts extends PledgingPorts {
  readonly calendars: CalendarReader;
}

type Granted = Parameters<typeof pledgingPorts>[0] & { readonly tables: { readonly Calendar: string } };

/** The ports over what the API function of pledges is granted. */
export function filingPorts(granted: Granted): FilingPorts {
  return { ...pledgingPorts(granted), calendars: calendarReader(granted.dynamo, granted.tables.Calendar) };
}

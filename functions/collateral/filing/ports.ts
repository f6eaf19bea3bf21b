import { type CalendarReader, calendarReader } from "../../../shared/calendar/calendars.ts";
import { type AnnouncedSales, announcedSalesIn } from "../../../shared/collateral/pledged-sales.ts";
import { openTable } from "../../../shared/store/table.ts";
import { type PledgingPorts, pledgingPorts } from "../ports.ts";

/** Dependencies of use cases of pledges that count working days, or end an enforcement. */
export interface FilingPorts extends PledgingPorts {
  readonly calendars: CalendarReader;
  /** Whether tonnes are on sale. */
  readonly sales: AnnouncedSales;
}

type Granted = Parameters<typeof pledgingPorts>[0] & { readonly tables: { readonly Calendar: string; readonly Auctions: string } };

/** The ports over what the API function of pledges is granted. */
export function filingPorts(granted: Granted): FilingPorts {
  const { dynamo, tables } = granted;
  const sales = announcedSalesIn(openTable(dynamo, tables.Auctions));
  return { ...pledgingPorts(granted), calendars: calendarReader(dynamo, tables.Calendar), sales };
}

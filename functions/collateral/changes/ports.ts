import { type AnnouncedSales, announcedSalesIn } from "../../../shared/collateral/pledged-sales.ts";
import { type ReadingLog, readingLog } from "../../../shared/members/readings.ts";
import { openTable } from "../../../shared/store/table.ts";
import { type PledgingPorts, pledgingPorts } from "../ports.ts";

/** Dependencies of the use cases of changes: a judgment ends an enforcement, and a refusal may tell something of a firm. */
export interface ChangesPorts extends PledgingPorts {
  /** Who read what of whom. */
  readonly readings: ReadingLog;
  /** Whether tonnes are on sale. */
  readonly sales: AnnouncedSales;
}

type Granted = Parameters<typeof pledgingPorts>[0] & { readonly tables: { readonly Auctions: string; readonly Readings: string } };

/** The ports over what the API function of changes is granted. */
export function changesPorts(granted: Granted): ChangesPorts {
  const { dynamo, tables } = granted;
  return {
    ...pledgingPorts(granted),
    readings: readingLog(dynamo, tables.Readings),
    sales: announcedSalesIn(openTable(dynamo, tables.Auctions)),
  };
}

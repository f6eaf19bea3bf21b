import { type CalendarReader, calendarReader } from "../../../shared/calendar/calendars.ts";
import { type AnnouncedSales, announcedSalesIn } from "../../../shared/collateral/pledged-sales.ts";
import type { Deployed } from "../../../shared/deployment/deployed.ts";
import { type LimitReader, limitReader } from "../../../shared/permits/limit-facts.ts";
import { reserveAdditions } from "../../../shared/permits/reserve-additions.ts";
import { openTable, type Table } from "../../../shared/store/table.ts";
import { type CollateralPorts, collateralPorts } from "../ports.ts";

type Granted = Pick<Deployed, "dynamo" | "clock"> & {
  readonly tables: Readonly<Record<"Collateral" | "Ledger" | "Parties" | "Permits" | "Auctions" | "Calendar", string>>;
};

/** Dependencies of the use cases of enforcement. */
export interface EnforcementPorts extends CollateralPorts {
  /** Whether tonnes are on sale. */
  readonly sales: AnnouncedSales;
  /** Certified needs, which a site uses that takes permits over. */
  readonly permits: Pick<Table, "read">;
  /** What limits the trades of a site. */
  readonly limits: LimitReader;
  /** Working days, within which what is repaid has to be cancelled. */
  readonly calendars: CalendarReader;
  /** What is added to reserves, and where it comes from. */
  readonly reserves: Pick<ReturnType<typeof reserveAdditions>, "additionPut">;
}

/** The ports over what the API function of freezes and enforcement is granted. */
export function enforcementPorts(granted: Granted): EnforcementPorts {
  const { dynamo, tables } = granted;
  const permits = openTable(dynamo, tables.Permits);
  return {
    ...collateralPorts(granted),
    sales: announcedSalesIn(openTable(dynamo, tables.Auctions)),
    permits,
    calendars: calendarReader(dynamo, tables.Calendar),
    limits: limitReader(permits),
    reserves: reserveAdditions(permits),
  };
}

import { type CalendarReader, calendarReader } from "../../../shared/calendar/calendars.ts";
import { type AnnouncedSales, announcedSalesIn } from "../../../shared/collateral/pledged-sales.ts";
import type { Deployed } from "../../../shared/deployment/deployed.ts";
import { type LimitReader, limitReader } from "../../../shared/permits/limit-facts.ts";
import { reserveAdditions } from "../../../shared/permits/reserve-additions.ts";
import type { NeedReader } from "../../../shared/permits/take-over.ts";
import { decodeFact, factKey } from "../../../shared/store/fact-store.ts";
import { openTable, type Table } from "../../../shared/store/table.ts";
import { needFactId, permitsFacts } from "../../permits/contract.ts";
import { type CollateralPorts, collateralPorts } from "../ports.ts";

type Granted = Pick<Deployed, "dynamo" | "clock"> & {
  readonly tables: Readonly<Record<"Collateral" | "Ledger" | "Parties" | "Permits" | "Auctions" | "Calendar", string>>;
};

/** Dependencies of the use cases of enforcement. */
export interface EnforcementPorts extends CollateralPorts {
  /** Whether tonnes are on sale. */
  readonly sales: AnnouncedSales;
  /** Certified needs, which a site uses that takes over. */
  readonly needs: NeedReader;
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
    needs: needReader(permits),
    calendars: calendarReader(dynamo, tables.Calendar),
    limits: limitReader(permits),
    reserves: reserveAdditions(permits),
  };
}

/** Reads the facts that certified needs in the table Permits. */
function needReader(permits: Pick<Table, "read">): NeedReader {
  return {
    async certified(pollutant, project) {
      const fact = await permits.read(factKey(needFactId(pollutant, project)), decodeFact);
      return fact && permitsFacts.needCertified.data.parse(fact.data);
    },
  };
}

import { type CalendarReader, calendarReader } from "../../../shared/calendar/calendars.ts";
import type { Deployed } from "../../../shared/deployment/deployed.ts";
import { openLedger } from "../../../shared/ledger/ledger.ts";
import { openTable } from "../../../shared/store/table.ts";
import { openQueue, type Queue, queueClient } from "../../../shared/streams/queues.ts";
import type { carbon } from "../deployment.ts";
import { type AllowancePorts, allowancePorts } from "../ports.ts";
import { carbonStore } from "../store.ts";
import type { AllowancePage } from "./contract.ts";

type Functions = (typeof carbon)["functions"];

/** Dependencies of use cases that allocate: their deadlines count in working days. */
export interface AllocationPorts extends AllowancePorts {
  readonly calendars: CalendarReader;
}

/** Dependencies of working on the pages of a plan. */
export interface AllowancePagePorts extends Pick<AllowancePorts, "dynamo" | "clock" | "own" | "ledger"> {
  readonly pages: Queue<AllowancePage>;
}

/** The ports over what the API of allowances is granted. */
export function allocationPorts(granted: Deployed<Functions["carbon-allowances-api"]>): AllocationPorts {
  return { ...allowancePorts(granted), calendars: calendarReader(granted.dynamo, granted.tables.Calendar) };
}

/** The ports over what the page worker is granted. */
export function allowancePagePorts(granted: Deployed<Functions["carbon-allowance-pages"]>): AllowancePagePorts {
  const { dynamo, clock, tables, queues } = granted;
  return {
    ...{ dynamo, clock, own: carbonStore(openTable(dynamo, tables.Carbon)), ledger: openLedger(dynamo, tables.Ledger) },
    pages: openQueue(queueClient(), queues["allowance-pages"]),
  };
}

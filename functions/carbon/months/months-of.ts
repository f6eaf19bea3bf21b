import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { CarbonPorts } from "../ports.ts";
import type { Month, MonthsOfYear } from "./store.ts";

type Ports = Pick<CarbonPorts, "own">;
type OfYear = Pick<Month, "partyId" | "year">;

/** The months of a year, in order, and whether they may still change. Read before what a report is compared with. */
export interface StoredMonths {
  readonly months: readonly Month[];
  readonly year: MonthsOfYear;
}

/** The months of an entity's year; undefined before a control plan is approved. What says whether they may change is read first. */
export async function monthsOf({ own }: Ports, of: OfYear): Promise<StoredMonths | undefined> {
  const year = await own.monthsOfYear(of);
  return year && { year, months: await own.months(of) };
}

/** The write by which nothing of the months changes any more, in the transaction that submits a report: `stale` if a month has changed since. */
export function monthsClosedPut({ own }: Ports, of: OfYear, { year }: StoredMonths): WriteFragment<never> {
  return own.monthsOfYearPut(of, { closed: true, version: year.version + 1 });
}

/** The write by which months may change again, in the transaction that returns or reopens a report. */
export function monthsReopenedPut({ own }: Ports, of: OfYear, { year }: Pick<StoredMonths, "year">): WriteFragment<never> {
  return own.monthsOfYearPut(of, { closed: false, version: year.version + 1 });
}

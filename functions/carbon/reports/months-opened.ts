import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { monthsReopenedPut } from "../months/months-of.ts";
import type { CarbonPorts } from "../ports.ts";
import type { Report } from "./store.ts";

/** The writes by which the months of a report may change again, in the transaction that returns, rejects or reopens it. */
export async function monthsOpened(ports: Pick<CarbonPorts, "own">, report: Report): Promise<readonly WriteFragment<never>[]> {
  const year = await ports.own.monthsOfYear(report);
  return year ? [monthsReopenedPut(ports, report, { year })] : [];
}

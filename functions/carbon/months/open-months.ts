import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { ControlPlan } from "../control-plans/store.ts";
import type { CarbonPorts } from "../ports.ts";
import { announcedAt, deadlinesOf } from "./deadlines.ts";
import type { Month } from "./store.ts";

const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, "0"));

/** The writes by which the months of a year open, in the transaction that approves the first version of its control plan. */
export function openMonths(own: CarbonPorts["own"], plan: ControlPlan): WriteFragment<never>[] {
  const { partyId, partyName, creditCode, area, year, planVersion, decidedAt = plan.filedAt } = plan;
  const rows = months.map((each): Month => {
    const month = `${year}-${each}`;
    const deadlines = deadlinesOf(month);
    return {
      ...{ partyId, partyName, creditCode, area, year, month, state: "open", planVersion, values: [], late: false, ...deadlines },
      ...{ dueAt: announcedAt(deadlines.storeBy), by: "decideControlPlan", at: decidedAt, version: 1 },
    };
  });
  return [...rows.flatMap((row) => own.monthPuts(row)), own.monthsOfYearPut({ partyId, year }, { closed: false, version: 1 })];
}

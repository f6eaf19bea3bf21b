import { mrvRules } from "../../../shared/carbon/mrv-rules.ts";
import { endOfDay, plusDays, startOfDay } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import type { Key } from "../../../shared/store/client.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { DuePorts } from "../ports.ts";
import { reportsFacts } from "./contract.ts";
import { reportIdOf } from "./store.ts";

/** When an entity is reminded of a report that is due by a day. */
export function remindAt(reportBy: string): Instant {
  return startOfDay(plusDays(reportBy, -mrvRules.noticeDaysAhead.value));
}

/** Reminds an entity, once, of the report of a year that it has not submitted; whoever has submitted is told nothing. */
export async function remindOfReport({ dynamo, clock, own }: DuePorts, key: Key): Promise<void> {
  const due = await own.reportDue(key);
  if (!due || due.remindedAt !== undefined) return;
  const [report, entity] = await Promise.all([own.reportAt(reportIdOf(due)), own.keyEntity(due)]);
  const at = clock.now();
  const { partyId, year, reportBy } = due;
  // Who was listed after the deadline is reminded of nothing that could still be done in time.
  const open = report?.submittedAt === undefined && at < endOfDay(reportBy);
  const envelope = { factId: `report-due.${reportIdOf(due)}`, occurredAt: at, actor: "carbon-deadlines", parties: [partyId] };
  const stated =
    open && entity
      ? [
          own.state(reportsFacts.reportDue, {
            ...{ ...envelope, areas: [entity.area] },
            data: { partyId, partyName: entity.partyName, creditCode: entity.creditCode, area: entity.area, year, reportBy },
          }),
        ]
      : [];
  await commit(dynamo, [own.reportReminded({ ...due, remindedAt: at }), ...stated]);
}

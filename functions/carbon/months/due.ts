import { required } from "../../../shared/kernel/invariant.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import type { Key } from "../../../shared/store/client.ts";
import { backOff, type CommitResult, commit, StoreBusy } from "../../../shared/store/transaction.ts";
import { planFor } from "../control-plans/read-control-plans.ts";
import type { DuePorts } from "../ports.ts";
import { monthsFacts } from "./contract.ts";
import { monthsLifecycles } from "./lifecycles.ts";
import { conservativeValues } from "./month-values.ts";
import type { Month } from "./store.ts";
import { unchecked } from "./store-month.ts";
import { monthStatedOf } from "./views.ts";

const actor = "carbon-deadlines";

/** As many attempts as a year has months: all of them may be missed at once, and each changes the row of their year. */
const mostAttempts = 12;

/** Announces the deadline of a month that is not stored yet; when it has passed, the month is missed and takes the plan's conservative values. */
export async function monthDue(ports: DuePorts, key: Key): Promise<void> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    if (await isDone(ports, key)) return;
    await backOff(attempt);
  }
  throw new StoreBusy(`months of ${key.pk} kept changing`);
}

/** Does what is due of a month; false if something that it read has changed meanwhile. */
async function isDone(ports: DuePorts, key: Key): Promise<boolean> {
  const { own, dynamo, clock } = ports;
  const before = await own.monthAt(key);
  const at = clock.now();
  if (!before || before.dueAt === undefined || before.dueAt > at) return true;
  const { partyId, area, year, month, storeBy } = before;
  const step = { by: actor, at, version: before.version + 1 };
  const envelope = { occurredAt: at, actor, parties: [partyId], areas: [area] };
  if (at < storeBy) {
    const row: Month = { ...before, ...step, dueAt: storeBy };
    const data = { ...monthStatedOf(row), storeBy };
    const announced = own.state(monthsFacts.monthDue, { ...envelope, factId: `month-due.${partyId}.${month}`, data });
    return isCommitted(await commit(dynamo, [...own.monthPuts(row), announced]));
  }
  const [ofYear, plan] = await Promise.all([own.monthsOfYear(before), planFor(ports, before)]);
  const { version, closed } = required(ofYear, `months of ${partyId} in ${year}`);
  if (closed || !plan.ok) {
    // Nothing of a submitted report's months changes; a reopened one has its months stored again, whatever their deadline was.
    const { dueAt, ...left } = { ...before, ...step };
    return isCommitted(await commit(dynamo, own.monthPuts(left)));
  }
  const values = conservativeValues(plan.value.activities);
  const row: Month = {
    ...unchecked(before),
    ...{ ...step, state: stateAfter(monthsLifecycles.month, before.state, "miss"), planVersion: plan.value.planVersion, values },
  };
  const result = await commit(dynamo, [
    ...own.monthPuts(row),
    own.monthsOfYearPut(before, { closed, version: version + 1 }),
    own.state(monthsFacts.monthMissed, {
      ...envelope,
      ...{ factId: `month-missed.${partyId}.${month}.${row.version}`, data: { ...monthStatedOf(row), values } },
    }),
  ]);
  return isCommitted(result);
}

/** Whether a step was written; a fact that was stated before means that it was written then. */
function isCommitted(result: CommitResult<never>): boolean {
  return result.kind === "committed" || result.failure === "done";
}

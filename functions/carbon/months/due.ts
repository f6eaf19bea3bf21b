import { required } from "../../../shared/kernel/invariant.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import type { Key } from "../../../shared/store/client.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { planFor } from "../control-plans/read-control-plans.ts";
import type { CarbonPorts } from "../ports.ts";
import { monthsFacts } from "./contract.ts";
import { monthsLifecycles } from "./lifecycles.ts";
import { conservativeValues } from "./month-values.ts";
import type { Month } from "./store.ts";
import { unchecked } from "./store-month.ts";
import { monthStatedOf } from "./views.ts";

const actor = "carbon-deadlines";

/** Announces the deadline of a month that is not stored yet; when it has passed, the month is missed and takes the plan's conservative values. */
export async function monthDue(ports: CarbonPorts, key: Key): Promise<void> {
  const { own, dynamo, clock } = ports;
  const before = await own.monthAt(key);
  const at = clock.now();
  if (!before || before.dueAt === undefined || before.dueAt > at) return;
  const { partyId, area, year, month, storeBy } = before;
  const step = { by: actor, at, version: before.version + 1 };
  const envelope = { occurredAt: at, actor, parties: [partyId], areas: [area] };
  if (at < storeBy) {
    const row: Month = { ...before, ...step, dueAt: storeBy };
    const data = { ...monthStatedOf(row), storeBy };
    await commit(dynamo, [
      ...own.monthPuts(row),
      own.state(monthsFacts.monthDue, { ...envelope, factId: `month-due.${partyId}.${month}`, data }),
    ]);
    return;
  }
  const [ofYear, plan] = await Promise.all([own.monthsOfYear(before), planFor(ports, before)]);
  const { version, closed } = required(ofYear, `months of ${partyId} in ${year}`);
  if (!plan.ok) return;
  const values = conservativeValues(plan.value.activities);
  const row: Month = {
    ...unchecked(before),
    ...{ ...step, state: stateAfter(monthsLifecycles.month, before.state, "miss"), planVersion: plan.value.planVersion, values },
  };
  await commit(dynamo, [
    ...own.monthPuts(row),
    own.monthsOfYearPut(before, { closed, version: version + 1 }),
    own.state(monthsFacts.monthMissed, {
      ...envelope,
      ...{ factId: `month-missed.${partyId}.${month}.${row.version}`, data: { ...monthStatedOf(row), values } },
    }),
  ]);
}

import type { Fact } from "../../../shared/kernel/fact.ts";
import type { TransferData } from "../../../shared/ledger/contract.ts";
import type { Item } from "../../../shared/store/client.ts";
import { positionRows } from "../holdings/rows.ts";
import { entryRows } from "../trades/checks/entry-rows.ts";
import { type BalancePorts, keepMonthEnds, lastMonthEnd } from "./balance.ts";
import { instrumentRows } from "./instruments.ts";
import { postingRows } from "./postings.ts";

/** Size at which a process clears its cache of rows already written. */
const cachedAtMost = 50_000;

/**
 * Records ledger entries: one row per posting by its position and one by the cause of its entry, the instruments and positions this process has
 * not listed yet, and the month ends of each position it has not finished this month. Replay writes identical bytes.
 */
export function transferRecorder(ports: BalancePorts): (fact: Fact<TransferData>) => Promise<void> {
  const { records, clock } = ports;
  const done = new Set<string>();
  return async (fact) => {
    if (done.size > cachedAtMost) done.clear();
    const listed = [...instrumentRows(fact), ...positionRows(fact)].filter((row) => !done.has(nameOf(row)));
    await records.putAll([...postingRows(fact), ...entryRows(fact), ...listed]);
    for (const row of listed) done.add(nameOf(row));
    const before = lastMonthEnd(clock);
    await Promise.all(
      fact.data.postings.map(async ({ account, instrument }) => {
        const monthEnd = `${before} ${account} ${instrument}`;
        if (!done.has(monthEnd) && (await keepMonthEnds(ports, { account, instrument }, before))) done.add(monthEnd);
      }),
    );
  };
}

function nameOf({ pk, sk }: Item): string {
  return `${pk?.S} ${sk?.S}`;
}

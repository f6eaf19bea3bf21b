import type { Fact } from "../../shared/kernel/fact.ts";
import type { TransferData } from "../../shared/ledger/entry.ts";
import { putItems } from "../../shared/store/client.ts";
import { type BalancePorts, keepMonthEnd, lastMonthEnd } from "./balance.ts";
import { entryRows } from "./entries.ts";
import { instrumentRows } from "./instruments.ts";

/** Beyond so many remembered names a process forgets and looks again. */
const rememberedAtMost = 50_000;

/**
 * Records ledger facts: one entry for each leg, the instruments that this process has not listed yet, and the last month end of each position
 * that it has not looked at this month. Replay writes identical bytes.
 */
export function transferRecorder(ports: BalancePorts): (fact: Fact<TransferData>) => Promise<void> {
  const { dynamo, tables, clock } = ports;
  const done = new Set<string>();
  return async (fact) => {
    if (done.size > rememberedAtMost) done.clear();
    const instruments = instrumentRows(fact).filter(({ sk }) => !done.has(sk?.S ?? ""));
    await putItems(dynamo, tables.Records, [...entryRows(fact), ...instruments]);
    for (const { sk } of instruments) done.add(sk?.S ?? "");
    const before = lastMonthEnd(clock);
    await Promise.all(
      fact.data.legs.map(async ({ account, instrument }) => {
        const looked = `${before} ${account} ${instrument}`;
        if (!done.has(looked) && (await keepMonthEnd(ports, { account, instrument }, before))) done.add(looked);
      }),
    );
  };
}

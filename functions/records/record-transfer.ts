import type { Fact } from "../../shared/kernel/fact.ts";
import type { TransferData } from "../../shared/ledger/contract.ts";
import { type BalancePorts, keepMonthEnd, lastMonthEnd } from "./balance.ts";
import { instrumentRows } from "./instruments.ts";
import { postingRows } from "./postings.ts";

/** Beyond so many remembered names a process forgets and looks again. */
const rememberedAtMost = 50_000;

/**
 * Records ledger entries: a row for each posting, the instruments that this process has not listed yet, and the last month end of each position
 * that it has not looked at this month. Replay writes identical bytes.
 */
export function transferRecorder(ports: BalancePorts): (fact: Fact<TransferData>) => Promise<void> {
  const { records, clock } = ports;
  const done = new Set<string>();
  return async (fact) => {
    if (done.size > rememberedAtMost) done.clear();
    const instruments = instrumentRows(fact).filter(({ sk }) => !done.has(sk?.S ?? ""));
    await records.putAll([...postingRows(fact), ...instruments]);
    for (const { sk } of instruments) done.add(sk?.S ?? "");
    const before = lastMonthEnd(clock);
    await Promise.all(
      fact.data.postings.map(async ({ account, instrument }) => {
        const looked = `${before} ${account} ${instrument}`;
        if (!done.has(looked) && (await keepMonthEnd(ports, { account, instrument }, before))) done.add(looked);
      }),
    );
  };
}

import { city } from "../../shared/kernel/areas.ts";
import { mainAccount, stripesOf } from "../../shared/ledger/account.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { commit } from "../../shared/store/transaction.ts";
import type { CashPorts } from "./ports.ts";

/** Dependencies of the sweep. */
export type SweepPorts = Pick<CashPorts, "dynamo" | "clock" | "ledger">;

/**
 * Moves the balances of the treasury and exchange stripes to their main accounts, stripe by stripe, so that they can be paid out. The
 * entry's id contains the stripe's entry count, so overlapping runs move a balance once.
 */
export async function sweepHouseAccounts({ dynamo, clock, ledger }: SweepPorts): Promise<void> {
  for (const house of ["treasury", "exchange"] as const) {
    for (const from of stripesOf(house)) {
      const { available, entries } = await ledger.position(from, CNY);
      if (available.isZero()) continue;
      const cause = { kind: "sweep", reference: from };
      const envelope = {
        factId: `sweep.${from}.${entries}`,
        occurredAt: clock.now(),
        actor: "sweep-house-accounts",
        parties: [],
        areas: [city],
        cause,
      };
      const entry = ledger.newEntry(envelope);
      entry.transfer({ instrument: CNY, from, to: mainAccount(house), quantity: available });
      // Already swept, or changed meanwhile: the next run retries.
      await commit(dynamo, entry.writes());
    }
  }
}

import { city } from "../../shared/kernel/areas.ts";
import { mainAccount, stripesOf } from "../../shared/ledger/account.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { commit } from "../../shared/store/transaction.ts";
import type { CashPorts } from "./ports.ts";

/** What the sweep reaches. */
export type SweepPorts = Pick<CashPorts, "dynamo" | "clock" | "ledger">;

/**
 * Moves what stands on the stripes of treasury and exchange to their main accounts, stripe by stripe, so that it can be paid out. The entry is
 * named after the stripe's count of entries: overlapping runs move the same balance once.
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
        area: city,
        cause,
      };
      const entry = ledger.newEntry(envelope);
      entry.transfer({ instrument: CNY, from, to: mainAccount(house), quantity: available });
      // Done before, or changed meanwhile: the next run looks again.
      await commit(dynamo, entry.writes());
    }
  }
}

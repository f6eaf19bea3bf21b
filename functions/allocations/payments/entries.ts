import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { allocationAccount, partyAccount, siteAccount, striped } from "../../../shared/ledger/account.ts";
import { blockReference } from "../../../shared/ledger/block-reference.ts";
import type { LedgerEntry } from "../../../shared/ledger/entry.ts";
import { CNY } from "../../../shared/ledger/instrument.ts";
import { withdrawPermits } from "../../../shared/permits/issue.ts";
import type { AllocationsRefusal } from "../problems.ts";
import type { Instalment, Line } from "../rows.ts";
import type { Delivery, Moves } from "./moves.ts";
import { commonHoldId, instrumentOf, type Pending } from "./pending.ts";
import { isSome } from "./schedule.ts";

type Entry = LedgerEntry<AllocationsRefusal>;

/** The cash of instalments goes to the treasury: first what is set aside for them, then what is available. Missing cash is `fee-not-covered`. */
export function payCash(entry: Entry, { line, dues }: Pending, paid: readonly Instalment[], toPay: Decimal): void {
  const [from, to] = [partyAccount(line.partyId), striped("treasury", line.allocationId)];
  const shortage: AllocationsRefusal = { code: "fee-not-covered", toPay };
  for (const { number, amount } of paid) {
    const due = dues.get(number);
    if (!due) entry.transfer({ instrument: CNY, from, to, quantity: amount, shortage });
    else entry.pay(due, to, amount, shortage).endDue(due);
  }
}

/** The first payment: every permit goes to the site, and the part of unpaid instalments is held there, one hold for each pollutant. */
export function deliver(entry: Entry, line: Line, delivery: readonly Delivery[]): void {
  const { allocationId, siteId } = line;
  const from = allocationAccount(allocationId);
  const account = siteAccount(siteId);
  for (const { pollutant, tonnes, held } of delivery) {
    const instrument = instrumentOf(line, pollutant);
    entry.transfer({ instrument, from, to: account, quantity: tonnes });
    entry.delivers(account, instrument, blockReference(instrument, allocationId)).empties(from, instrument);
    const holdId = commonHoldId(allocationId, pollutant);
    if (held.gt(0)) entry.hold({ holdId, account, instrument, quantity: held, purpose: "unpaid-fee" });
  }
}

/** What happens to the permits of a delivered line. What can't be held, because it left the site meanwhile, makes the entry `stale`. */
export function move(entry: Entry, { line, holds }: Pending, { released, lifted, held }: Moves<Instalment>): void {
  for (const { pollutant, tonnes } of released)
    entry.release(required(holds.get(commonHoldId(line.allocationId, pollutant)), `hold of ${pollutant}`), tonnes);
  for (const { holdId } of lifted) entry.voidRest(required(holds.get(holdId), `hold ${holdId}`));
  for (const { pollutant, tonnes, holdId, purpose } of held)
    entry.hold({ holdId, account: siteAccount(line.siteId), instrument: instrumentOf(line, pollutant), quantity: tonnes, purpose });
}

/** Whether the permits of a line move at all. */
export function moves({ released, lifted, held }: Moves<Instalment>): boolean {
  return [...released, ...lifted, ...held].some(isSome);
}

/** The first payment was missing: the permits end, their headroom returns to the cap, and nothing is owed any more. */
export function returnToCap(entry: Entry, { plan, line, dues }: Pending, at: string): void {
  const from = allocationAccount(line.allocationId);
  for (const { pollutant, pool, tonnes, instrument } of line.amounts) {
    withdrawPermits(entry, { pollutant, pool, tonnes, firstMonth: plan.firstMonth, lastMonth: plan.lastMonth, from, at });
    entry.empties(from, instrument);
  }
  for (const due of dues.values()) entry.endDue(due);
}

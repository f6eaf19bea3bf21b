import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, plain, zero } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome } from "../../../shared/kernel/outcome.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import type { Ledger } from "../../../shared/ledger/ledger.ts";
import { positionKey as ledgerKey, type Position, positionCodec } from "../../../shared/ledger/rows.ts";
import { balanceAsOf } from "../../../shared/statements/balance.ts";
import type { RecordsBehind } from "../../../shared/statements/problems.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import { inBatches } from "../../../shared/store/in-batches.ts";
import type { Table } from "../../../shared/store/table.ts";
import { positionKey } from "../register/positions.ts";
import type { Register } from "../register/rows.ts";
import { readsAtOnce } from "./reads.ts";

/** Dependencies of telling what is free: the ledger, which knows the present, and the records of its entries, which know the past. */
export interface FreePorts {
  readonly ledger: Pick<Ledger, "table">;
  readonly records: Table;
}

/** What is left of an asset, and as of when. */
export interface FreeQuantity {
  readonly quantity: string;
  readonly asOf: Instant;
}

/**
 * What is left of the assets on which something lies, as of an instant that has passed, or `now` without one. Of a right that had expired by
 * then nothing is. Refused where the records of a position lack entries that the ledger has, because a sum without them would be wrong.
 */
export async function freeQuantities(
  ports: FreePorts,
  registers: readonly Register[],
  { at, now }: { readonly at: Instant | undefined; readonly now: Instant },
): Promise<Outcome<ReadonlyMap<Register, FreeQuantity>, RecordsBehind>> {
  const asOf = at ?? now;
  const encumbered = registers.filter(({ slices }) => slices.length > 0);
  const inForce = encumbered.filter(({ instrument }) => !isExpired(instrument, asOf));
  const positions = await positionsOf(ports, inForce);
  const left = at === undefined ? accept(availableOf(inForce, positions)) : await availableAt(ports, inForce, positions, at);
  if (!left.ok) return left;
  return accept(new Map(encumbered.map((register) => [register, { quantity: plain(left.value.get(register) ?? zero), asOf }])));
}

/** Positions of registers as the ledger has them, a hundred in one read. */
async function positionsOf({ ledger }: FreePorts, registers: readonly Register[]): Promise<ReadonlyMap<string, Position>> {
  const keys = registers.map(({ account, instrument }) => ledgerKey(account, instrument));
  const positions = await inBatches(keys, (some) => ledger.table.readMany(some, positionCodec.decode));
  return new Map(positions.map((position) => [positionKey(position), position]));
}

function availableOf(registers: readonly Register[], positions: ReadonlyMap<string, Position>): ReadonlyMap<Register, Decimal> {
  return new Map(registers.map((register) => [register, positions.get(positionKey(register))?.available ?? zero]));
}

/** The same as of an instant. How many entries each position has was read before, so that all of them must be among the records. */
async function availableAt(
  { records }: FreePorts,
  registers: readonly Register[],
  positions: ReadonlyMap<string, Position>,
  at: Instant,
): Promise<Outcome<ReadonlyMap<Register, Decimal>, RecordsBehind>> {
  const ledger = {
    position: async (account: string, instrument: string) => ({
      entries: positions.get(positionKey({ account, instrument }))?.entries ?? 0,
    }),
  };
  const available = new Map<Register, Decimal>();
  const behind: Extract<Outcome<never, RecordsBehind>, { ok: false }>[] = [];
  await eachAtOnce(registers, readsAtOnce, async (register) => {
    const balance = await balanceAsOf({ records, ledger }, register, at);
    if (balance.ok) available.set(register, balance.value.available);
    else behind.push(balance);
  });
  const [first] = behind;
  return first ?? accept(available);
}

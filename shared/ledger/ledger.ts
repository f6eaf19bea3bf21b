import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Instant } from "../kernel/clock.ts";
import { type Decimal, zero } from "../kernel/decimal.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Refusal } from "../kernel/outcome.ts";
import type { Item, Page, PageRequest } from "../store/client.ts";
import { openTable, type Table } from "../store/table.ts";
import type { WriteFragment } from "../store/transaction.ts";
import type { Account } from "./account.ts";
import { type Due, dueCodec, dueDelete, dueIn, dueKey, duePrefix, duePut, dueUpdate, type NewDue } from "./dues.ts";
import { type EntryEnvelope, LedgerEntry } from "./entry.ts";
import { CNY, type Instrument, type InstrumentClass } from "./instrument.ts";
import { type Hold, holdCodec, holdKey, ledgerPartition, type Position, positionCodec, positionKey } from "./rows.ts";

type HoldName = Pick<Hold, "account" | "instrument" | "holdId">;
type DueName = Pick<Due, "account" | "dueId">;

/** The ledger: consistent reads of positions and holds, and the entries that move them. No other code writes its table. */
export interface Ledger {
  readonly table: Table;
  /** The position; all zero if there never was one. */
  position(account: Account, instrument: Instrument): Promise<Position>;
  /** Positions of an account in one class, by instrument, a page at a time. */
  positions(account: Account, instrumentClass: InstrumentClass, page?: PageRequest): Promise<Page<Position>>;
  /** Holds of an account in one class, a page at a time. */
  holds(account: Account, instrumentClass: InstrumentClass, page?: PageRequest): Promise<Page<Hold>>;
  /** One hold; undefined when there is none. */
  hold(account: Account, instrument: Instrument, holdId: string): Promise<Hold | undefined>;
  /** Several holds, a hundred at most, in one call and in the given order; each read consistently, but not at one instant. */
  holdsAt(keys: readonly HoldName[]): Promise<(Hold | undefined)[]>;
  /** The same with a due, which is undefined when it is paid or in default. */
  holdsAndDue(keys: readonly HoldName[], due: DueName): Promise<{ readonly holds: (Hold | undefined)[]; readonly due: Due | undefined }>;
  /** Available cash of an account, in CNY, for those who may read its holds and dues: in a batch, as they do. */
  availableCash(account: Account): Promise<Decimal>;
  /** What an account owes, the earliest deadline first: every due that is neither paid nor in default. */
  dues(account: Account): Promise<Due[]>;
  /** The write of what an account owes from now on, where no entry comes with it; an existing one is `done`. */
  owe(due: NewDue): WriteFragment<never>;
  /** The write that ends a due that nothing is set aside for, without an entry; `stale` if it has changed. */
  endDue(due: Due): WriteFragment<never>;
  /** The write that makes a due payable until a later instant: money credited before that counts again. `stale` if the due has changed. */
  extendDue(due: Due, payBy: Instant): WriteFragment<never>;
  /** Begins an entry; its writes are committed with those of the use case. */
  newEntry<R extends Refusal = never>(envelope: EntryEnvelope): LedgerEntry<R>;
}

/** Opens the ledger in the named table. */
export function openLedger(dynamo: DynamoDBClient, tableName: string): Ledger {
  const table = openTable(dynamo, tableName);
  return {
    table,
    async position(account, instrument) {
      const found = await table.read(positionKey(account, instrument), positionCodec.decode);
      return found ?? { account, instrument, available: zero, held: zero, heldFor: {}, entries: 0 };
    },
    positions: (account, instrumentClass, page) =>
      table.page({ partition: ledgerPartition(account, instrumentClass), prefix: "position#", ...page }, positionCodec.decode),
    holds: (account, instrumentClass, page) =>
      table.page({ partition: ledgerPartition(account, instrumentClass), prefix: "hold#", ...page }, holdCodec.decode),
    hold: (account, instrument, holdId) => table.read(holdKey({ account, instrument, holdId }), holdCodec.decode),
    async holdsAt(keys) {
      return holdsIn(keys, await table.readMany(keys.map(holdKey), (item) => item));
    },
    async holdsAndDue(keys, name) {
      const items = await table.readMany([...keys.map(holdKey), dueKey(name)], (item) => item);
      const due = items.find(({ sk }) => sk?.S === dueKey(name).sk);
      return { holds: holdsIn(keys, items), due: due && dueCodec.decode(due) };
    },
    async availableCash(account) {
      const [found] = await table.readMany([positionKey(account, CNY)], positionCodec.decode);
      return found?.available ?? zero;
    },
    async dues(account) {
      const found: Due[] = [];
      for await (const due of table.all({ partition: dueIn(account), prefix: duePrefix }, dueCodec.decode)) found.push(due);
      return found.sort((one, other) => (`${one.payBy} ${one.dueId}` < `${other.payBy} ${other.dueId}` ? -1 : 1));
    },
    endDue(due) {
      invariant(due.reserved.isZero(), "money that is set aside is given back by an entry");
      return dueDelete(tableName, due);
    },
    owe: (due) => duePut(tableName, due),
    extendDue: (due, payBy) => dueUpdate(tableName, due, { reserved: due.reserved, payBy }),
    newEntry: (envelope) => new LedgerEntry(tableName, envelope),
  };
}

/** The holds among items, in the order of their names. */
function holdsIn(keys: readonly HoldName[], items: readonly Item[]): (Hold | undefined)[] {
  const found = new Map(items.map((item) => [item.sk?.S, item]));
  return keys.map((key) => {
    const item = found.get(holdKey(key).sk);
    return item && holdCodec.decode(item);
  });
}

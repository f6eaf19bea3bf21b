import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { zero } from "../kernel/decimal.ts";
import type { Refusal } from "../kernel/outcome.ts";
import type { Page, PageRequest } from "../store/client.ts";
import { openTable, type Table } from "../store/table.ts";
import type { Account } from "./account.ts";
import { type Due, dueCodec, dueIn, dueKey, duePrefix } from "./dues.ts";
import { type EntryEnvelope, LedgerEntry } from "./entry.ts";
import type { Instrument, InstrumentClass } from "./instrument.ts";
import { type Hold, holdCodec, holdKey, ledgerPartition, type Position, positionCodec, positionKey } from "./rows.ts";

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
  holdsAt(keys: readonly Pick<Hold, "account" | "instrument" | "holdId">[]): Promise<(Hold | undefined)[]>;
  /** What an account owes, the earliest deadline first: every due that is neither paid nor in default. */
  dues(account: Account): Promise<Due[]>;
  /** One due; undefined when it is paid or in default. */
  due(account: Account, dueId: string): Promise<Due | undefined>;
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
      return found ?? { account, instrument, available: zero, held: zero, entries: 0 };
    },
    positions: (account, instrumentClass, page) =>
      table.page({ partition: ledgerPartition(account, instrumentClass), prefix: "position#", ...page }, positionCodec.decode),
    holds: (account, instrumentClass, page) =>
      table.page({ partition: ledgerPartition(account, instrumentClass), prefix: "hold#", ...page }, holdCodec.decode),
    hold: (account, instrument, holdId) => table.read(holdKey({ account, instrument, holdId }), holdCodec.decode),
    async holdsAt(keys) {
      const found = new Map((await table.readMany(keys.map(holdKey), holdCodec.decode)).map((hold) => [hold.holdId, hold]));
      return keys.map(({ holdId }) => found.get(holdId));
    },
    async dues(account) {
      const found: Due[] = [];
      for await (const due of table.all({ partition: dueIn(account), prefix: duePrefix }, dueCodec.decode)) found.push(due);
      return found.sort((one, other) => (`${one.payBy} ${one.dueId}` < `${other.payBy} ${other.dueId}` ? -1 : 1));
    },
    due: (account, dueId) => table.read(dueKey({ account, dueId }), dueCodec.decode),
    newEntry: (envelope) => new LedgerEntry(tableName, envelope),
  };
}

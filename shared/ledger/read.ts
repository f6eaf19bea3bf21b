import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { zero } from "../kernel/decimal.ts";
import { getItem, getItems, type Page, queryPage } from "../store/client.ts";
import type { Account } from "./account.ts";
import type { Instrument, InstrumentClass } from "./instrument.ts";
import { type Hold, holdCodec, holdKey, ledgerPartition, type Position, positionCodec, positionKey } from "./rows.ts";

/** Reads of the ledger, strongly consistent. */
export interface LedgerReader {
  /** The position, all zero where there never was one. */
  position(account: Account, instrument: Instrument): Promise<Position>;
  /** Positions of an account in one class, by instrument, a page at a time. */
  positions(
    account: Account,
    instrumentClass: InstrumentClass,
    page?: { limit?: number; cursor?: string | undefined },
  ): Promise<Page<Position>>;
  /** Holds of an account in one class, a page at a time. */
  holds(account: Account, instrumentClass: InstrumentClass, page?: { limit?: number; cursor?: string | undefined }): Promise<Page<Hold>>;
  /** One hold; undefined when there is none. */
  hold(account: Account, instrument: Instrument, holdId: string): Promise<Hold | undefined>;
  /** Several holds, a hundred at most, in one call and in the order asked for; each read consistently, but not at one instant. */
  holdsAt(keys: readonly Pick<Hold, "account" | "instrument" | "holdId">[]): Promise<(Hold | undefined)[]>;
}

/** The reader of a ledger table. */
export function ledgerReader(dynamo: DynamoDBClient, table: string): LedgerReader {
  return {
    async position(account, instrument) {
      const item = await getItem(dynamo, table, positionKey(account, instrument));
      return item ? positionCodec.decode(item) : { account, instrument, available: zero, held: zero, entries: 0 };
    },
    async positions(account, instrumentClass, page = {}) {
      const query = { table, partition: ledgerPartition(account, instrumentClass), prefix: "position#", ...page };
      const { items, ...rest } = await queryPage(dynamo, query);
      return { items: items.map(positionCodec.decode), ...rest };
    },
    async holds(account, instrumentClass, page = {}) {
      const query = { table, partition: ledgerPartition(account, instrumentClass), prefix: "hold#", ...page };
      const { items, ...rest } = await queryPage(dynamo, query);
      return { items: items.map(holdCodec.decode), ...rest };
    },
    async hold(account, instrument, holdId) {
      const item = await getItem(dynamo, table, holdKey({ account, instrument, holdId }));
      return item && holdCodec.decode(item);
    },
    async holdsAt(keys) {
      const items = await getItems(dynamo, table, keys.map(holdKey));
      const found = new Map(items.map((item) => [item.sk?.S, item]));
      return keys.map((key) => {
        const item = found.get(holdKey(key).sk);
        return item && holdCodec.decode(item);
      });
    },
  };
}

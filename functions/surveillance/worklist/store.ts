import { areasAround } from "../../../shared/kernel/areas.ts";
import type { Key, PageRequest } from "../../../shared/store/client.ts";
import { integer, json, oneOf, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { Named } from "../screens/session.ts";
import { screenNames } from "../screens/vocabulary.ts";
import { type ItemState, itemEvents, itemOutcomes, itemStates } from "./vocabulary.ts";

const itemFields = {
  itemId: text,
  auctionId: text,
  title: text,
  screen: oneOf(...screenNames),
  pollutant: text,
  pool: text,
  area: text,
  state: oneOf(...itemStates),
  value: text,
  threshold: text,
  concerned: json((value) => value as readonly Named[]),
  raisedAt: text,
  assignee: optional(text),
  outcome: optional(oneOf(...itemOutcomes)),
  changedAt: text,
  version: integer,
};
/** An item of the worklist: a screen of an auction whose value stood out. */
export type Item = RowOf<typeof itemFields>;
const itemCodec = rowCodec(itemFields);

const entryFields = {
  entryId: text,
  event: oneOf(...itemEvents),
  at: text,
  by: text,
  text,
  assignee: optional(text),
  outcome: optional(oneOf(...itemOutcomes)),
};
/** What happened to an item once. */
export type Entry = RowOf<typeof entryFields>;
const entryCodec = rowCodec(entryFields);

function itemKey(itemId: string): Key {
  return { pk: `item#${itemId}`, sk: "item" };
}

/** What items are listed by: an area, or an auction; and a state where one is asked for. */
export type ItemList = ({ readonly area: string } | { readonly auctionId: string }) & { readonly state?: ItemState | undefined };

function partitionOf({ state, ...by }: ItemList): string {
  const list = "auctionId" in by ? `worklist-of#${by.auctionId}` : `worklist#${by.area}`;
  return state === undefined ? list : `${list}#${state}`;
}

/** The lists without a state that an item is in. */
function listsOf({ area, auctionId }: Item): readonly ItemList[] {
  return [...new Set([area, ...areasAround(area)])].map((each): ItemList => ({ area: each })).concat({ auctionId });
}

function placeIn(list: ItemList, { raisedAt, itemId }: Item): Key {
  return { pk: partitionOf(list), sk: `${raisedAt}#${itemId}` };
}

/** The rows of the worklist. */
export type WorklistStore = ReturnType<typeof worklistRows>;

/** Reads and writes of the worklist; all reads are strongly consistent. */
export function worklistRows(table: Table) {
  return {
    /** An item. */
    item: (itemId: string) => table.read(itemKey(itemId), itemCodec.decode),
    /** Those of these items that there are, a hundred at most. */
    itemsById: (itemIds: readonly string[]) => table.readMany(itemIds.map(itemKey), itemCodec.decode),
    /** Items of a list, the latest raised first. */
    items: (list: ItemList, request: PageRequest) =>
      table.page({ partition: partitionOf(list), descending: true, ...request }, itemCodec.decode),
    /** Puts the next version of an item, with its copies in lists; `before` is what it replaces. `stale` if it has changed since it was read. */
    itemPuts(item: Item, before?: Item): WriteFragment<never>[] {
      const row = itemCodec.encode(item);
      const lists = listsOf(item);
      const left =
        before !== undefined && before.state !== item.state ? lists.map((list) => placeIn({ ...list, state: before.state }, item)) : [];
      return [
        table.putVersion(itemKey(item.itemId), row, item.version),
        ...lists.flatMap((list) => [list, { ...list, state: item.state }]).map((list) => table.put(placeIn(list, item), row)),
        ...left.map(table.remove),
      ];
    },
    /** Adds an entry to the history of an item. */
    entryAdd: (itemId: string, entry: Entry): WriteFragment<never> =>
      table.putNew({ pk: `item-entries#${itemId}`, sk: `${entry.at}#${entry.entryId}` }, entryCodec.encode(entry), "stale"),
    /** The history of an item, the earliest first. */
    entries: (itemId: string, request: PageRequest) => table.page({ partition: `item-entries#${itemId}`, ...request }, entryCodec.decode),
  };
}

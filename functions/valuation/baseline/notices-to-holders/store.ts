import { stripeOf } from "../../../../shared/kernel/ids.ts";
import { keyOf } from "../../../../shared/store/client.ts";
import { integer, optional, type RowOf, rowCodec, text } from "../../../../shared/store/codec.ts";
import type { Table } from "../../../../shared/store/table.ts";
import type { AssetItem } from "../../../../shared/valuation/asset-classes.ts";
import type { BaselineNoticePage } from "../contract.ts";

const toldFields = { partyId: text, area: text };
/** A party that is told of an item's prices, and an area for which they concern it. */
export type Told = RowOf<typeof toldFields>;
const toldCodec = rowCodec(toldFields);

const pageFields = { told: integer, next: optional(text) };
/** A page that was told: how many parties, and the last party of it where others may follow. */
export type ToldPage = RowOf<typeof pageFields>;
const pageCodec = rowCodec(pageFields);

const stripes = 8;
/** The parts of each list, which are worked on side by side. */
export const toldStripes: readonly number[] = Array.from({ length: stripes }, (_, stripe) => stripe);

function listOf(item: AssetItem, stripe: number): string {
  return `told#${item}#${stripe}`;
}
function pageKey({ priceId, version, stripe, after = "-" }: BaselineNoticePage) {
  return { pk: `told-page#${priceId}#${version}#${stripe}`, sk: after };
}

/** The list of whom to tell of an item's prices, over the table Values, and the pages of it that were told. */
export function toldRows(table: Table) {
  return {
    /** Puts parties on the list of an item; who is on it stays as it is. */
    putTold: (rows: readonly (Told & { readonly item: AssetItem })[]) =>
      table.putAll(
        rows.map(({ item, ...told }) => ({
          ...keyOf({ pk: listOf(item, stripeOf(told.partyId, stripes)), sk: `${told.partyId}#${told.area}` }),
          ...toldCodec.encode(told),
        })),
      ),
    /** Parties of a part of the list by their ids, those after a party where one is named. */
    told: (item: AssetItem, stripe: number, after: string | undefined, limit: number) =>
      // `$` sorts after the `#` of the same party's areas.
      table.page({ partition: listOf(item, stripe), limit, ...(after !== undefined && { from: `${after}$` }) }, toldCodec.decode),
    /** A page that was told; undefined before. */
    toldPage: (page: BaselineNoticePage) => table.read(pageKey(page), pageCodec.decode),
    /** Puts a page for good; `done` if it was told before. */
    toldPagePut: (page: BaselineNoticePage, row: ToldPage) => table.putNew(pageKey(page), pageCodec.encode(row), "done"),
  };
}
/** See above. */
export type ToldRows = ReturnType<typeof toldRows>;

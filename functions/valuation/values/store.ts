import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { stripeOf } from "../../../shared/kernel/ids.ts";
import type { Account } from "../../../shared/ledger/account.ts";
import { quantity } from "../../../shared/ledger/rows.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import { type Item, type Key, keyOf, type PageRequest } from "../../../shared/store/client.ts";
import { flag, integer, json, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import { inBatches } from "../../../shared/store/in-batches.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { BaselinePrice } from "../../../shared/valuation/baseline-price.ts";
import { segments } from "./position-page.ts";
import type { Revaluation } from "./revaluation.ts";
import type { PositionName } from "./value.ts";
import { valueReader } from "./value-rows.ts";

const holdingFields = { quantity, entries: integer, area: text, readOn: text };
/** What a position holds after its latest known ledger entry, the area by whose prices it is valued, and the day on which that was read. */
export type Holding = PositionName & RowOf<typeof holdingFields>;
const holdingCodec = rowCodec(holdingFields);

const progressFields = { segment: integer, positions: integer, valued: integer, done: flag, changedAt: text };
/** How far a segment of a revaluation is: positions looked at, and how many of them were given a value. */
export type SegmentProgress = RowOf<typeof progressFields>;
const progressCodec = rowCodec(progressFields);

const priceCodec = rowCodec({ price: json((value) => value as BaselinePrice) });
const revaluationCodec = rowCodec({ revaluation: json((value) => value as Revaluation) });

/** A price as facts state it. */
type StatedPrice = Omit<BaselinePrice, "pricedMonths"> & { readonly pricedMonths?: number | undefined };

/** Rows of a batch write, and batches that one page has on the way. */
const [rowsPerBatch, batchesAtOnce] = [25, 8];
const revaluationsPartition = "revaluations";
const itemsPartition = "items";
const awaitedPartition = "awaited";

/** Holdings of an item: the segment follows from the account. */
function holdingsOf(item: string, segment: number): string {
  return `holding#${item}#${segment}`;
}
function holdingKey(item: string, { account, instrument }: PositionName): Key {
  return { pk: holdingsOf(item, stripeOf(account, segments)), sk: `${account}#${instrument}` };
}
/** Whose a holding is says its key alone: revaluations read many of them. */
function holdingIn(row: Item): Holding {
  const [account = "", instrument = ""] = (row.sk?.S ?? "").split("#");
  return { account, instrument, ...holdingCodec.decode(row) };
}
function accountKey({ account, instrument }: PositionName): Key {
  return { pk: `account#${account}`, sk: instrument };
}
function pricesOf(item: string): string {
  return `prices#${item}`;
}
function progressOf(revaluationId: string): string {
  return `progress#${revaluationId}`;
}
function segmentKey(revaluationId: string, segment: number): Key {
  return { pk: progressOf(revaluationId), sk: `segment#${String(segment).padStart(2, "0")}` };
}
function startKey(revaluationId: string): Key {
  return { pk: progressOf(revaluationId), sk: "revaluation" };
}

/** The table Values. */
export type ValuesStore = ReturnType<typeof valuesStore>;

/** Reads and writes of holdings, values and revaluations. All reads are strongly consistent. */
export function valuesStore(table: Table) {
  return {
    ...table,
    ...valueReader(table),
    /**
     * Puts what a position holds, unless a later entry of it is known (`later-entry`). What an account holds nothing of leaves the account's
     * list at once.
     */
    holdingPut: (item: string, holding: Holding): WriteFragment[] => {
      const row = holdingCodec.encode(holding);
      return [
        table.putIf(
          holdingKey(item, holding),
          row,
          {
            condition: "attribute_not_exists(pk) OR #entries <= :entries",
            names: { "#entries": "entries" },
            values: { ":entries": integer.encode(holding.entries) },
          },
          { code: "later-entry" },
        ),
        holding.quantity.isZero() ? table.remove(accountKey(holding)) : table.put(accountKey(holding), row),
      ];
    },
    /** A page of the holdings of a segment of an item. */
    holdings: (item: string, segment: number, request: PageRequest) =>
      table.page({ partition: holdingsOf(item, segment), ...request }, holdingIn),
    /** Takes holdings that count no more off the lists. */
    holdingsGone: (item: string, gone: readonly Holding[]): WriteFragment<never>[] =>
      gone.flatMap((holding) => [table.remove(holdingKey(item, holding)), table.remove(accountKey(holding))]),
    /** What an account holds of all items, by instrument, a page at a time. */
    holdingsOfAccount: (account: Account, request: PageRequest) =>
      table.page(
        { partition: accountKey({ account, instrument: "" }).pk, ...request },
        (row): Holding => ({ account, instrument: row.sk?.S ?? "", ...holdingCodec.decode(row) }),
      ),
    /** Puts values, some batches at once: rewriting one writes the same bytes. */
    valuesPut: (rows: readonly Item[]) => {
      const batches = Array.from({ length: Math.ceil(rows.length / rowsPerBatch) }, (_, batch) =>
        rows.slice(batch * rowsPerBatch, (batch + 1) * rowsPerBatch),
      );
      return eachAtOnce(batches, batchesAtOnce, (batch) => table.putAll(batch));
    },
    /** Puts how far a segment is; refused as `further` where it was further already, and what is done stays done. */
    progressPut: (revaluationId: string, progress: SegmentProgress): WriteFragment => {
      const further = progress.done ? "(#done = :false OR #positions <= :positions)" : "(#done = :false AND #positions <= :positions)";
      return table.putIf(
        segmentKey(revaluationId, progress.segment),
        progressCodec.encode(progress),
        {
          condition: `attribute_not_exists(pk) OR ${further}`,
          names: { "#done": "done", "#positions": "positions" },
          values: { ":false": flag.encode(false), ":positions": integer.encode(progress.positions) },
        },
        { code: "further" },
      );
    },
    /** The first writes of a revaluation: itself with its progress, and in the list of all. */
    revaluationPut: (revaluation: Revaluation) => {
      const row = revaluationCodec.encode({ revaluation });
      const { revaluationId, day } = revaluation;
      return table.putAll([
        { ...keyOf(startKey(revaluationId)), ...row },
        { ...keyOf({ pk: revaluationsPartition, sk: `${day}#${revaluationId}` }), ...row },
      ]);
    },
    /** A revaluation with the segments that have begun; undefined if it was never started. */
    revaluation: async (revaluationId: string) => {
      const { items } = await table.page({ partition: progressOf(revaluationId), limit: segments + 1 }, (item) => item);
      const start = items.find(({ sk }) => sk?.S === startKey(revaluationId).sk);
      return start && { ...revaluationCodec.decode(start), begun: items.filter((item) => item !== start).map(progressCodec.decode) };
    },
    /** Which of some revaluations were started. */
    started: async (ids: readonly string[]): Promise<ReadonlySet<string>> => {
      const found = await inBatches(ids.map(startKey), (some) => table.readMany(some, revaluationCodec.decode));
      return new Set(found.map(({ revaluation }) => revaluation.revaluationId));
    },
    /** Revaluations, the latest first. */
    revaluations: (request: PageRequest) =>
      table.page({ partition: revaluationsPartition, descending: true, ...request }, revaluationCodec.decode),
    /** Keeps a published price, and that its item has prices; the same bytes whenever it is heard of. */
    pricePut: ({ item, area, period, effectiveOn, version, priceCny, pricedMonths }: StatedPrice) => {
      const price: BaselinePrice = {
        item,
        area,
        period,
        effectiveOn,
        version,
        priceCny,
        ...(pricedMonths !== undefined && { pricedMonths }),
      };
      const sk = [area, effectiveOn, period, String(version).padStart(8, "0")].join("#");
      return table.putAll([
        { ...keyOf({ pk: pricesOf(item), sk }), ...priceCodec.encode({ price }) },
        keyOf({ pk: itemsPartition, sk: item }),
      ]);
    },
    /** Every published price of an item. */
    prices: async (item: string): Promise<readonly BaselinePrice[]> =>
      (await table.allOf({}, [pricesOf(item)], priceCodec.decode)).map(({ price }) => price),
    /** Every item that has prices. */
    items: () => table.allOf({}, [itemsPartition], ({ sk }) => sk?.S ?? ""),
    /** Puts off the revaluation for a price until the price counts. */
    awaitedPut: (revaluation: Revaluation) =>
      table.putAll([{ ...keyOf(awaitedKey(revaluation)), ...revaluationCodec.encode({ revaluation }) }]),
    /** Revaluations that were put off until a day. */
    awaited: (until: PlainDate) => table.allOf({ to: `${until}~` }, [awaitedPartition], revaluationCodec.decode),
    /** Notes that one is not put off any more. */
    awaitedGone: (revaluation: Revaluation) => table.remove(awaitedKey(revaluation)),
  };
}

function awaitedKey({ day, revaluationId }: Revaluation): Key {
  return { pk: awaitedPartition, sk: `${day}#${revaluationId}` };
}

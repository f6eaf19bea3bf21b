import type { Key, PageRequest } from "../../../shared/store/client.ts";
import { type RowOf, rowCodec, text, texts } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { areasListing } from "../pledges/pledge-areas.ts";

const numberFields = { number: text, pledgeId: text };
const numberCodec = rowCodec(numberFields);
const cancellationFields = {
  pledgeId: text,
  /** Areas of the pledge, in whose lists it is. */
  areas: texts,
  bankId: text,
  bankName: text,
  pledgorName: text,
  registrationNumber: text,
  repaidOn: text,
  cancelBy: text,
};
/** A pledge that is repaid and has to be cancelled. */
export type DueCancellation = RowOf<typeof cancellationFields>;
const cancellationCodec = rowCodec(cancellationFields);

function numberKey(number: string): Key {
  return { pk: `filed-number#${number}`, sk: "number" };
}
function cancellationKeys({ bankId, areas, cancelBy, pledgeId }: DueCancellation): readonly Key[] {
  const sk = `${cancelBy}#${pledgeId}`;
  return [{ pk: `cancellations#${bankId}`, sk }, ...areasListing({ areas }).map((area) => ({ pk: `cancellations-in#${area}`, sk }))];
}

/** Reads and writes of filing, over the table Collateral; all reads are strongly consistent. */
export function filingRows(table: Table) {
  return {
    /** The pledge that has a number of the unified registry. */
    pledgeFiledAs: async (number: string) => (await table.read(numberKey(number), numberCodec.decode))?.pledgeId,
    /** Takes a number of the unified registry for a pledge; `stale` if another took it first. */
    filedNumberPut: (number: string, pledgeId: string) =>
      table.putNew(numberKey(number), numberCodec.encode({ number, pledgeId }), "stale"),
    /** Cancellations of a bank that were due by an instant, the longest first. */
    cancellationsOfBank: (bankId: string, until: string, request: PageRequest) =>
      table.page({ partition: `cancellations#${bankId}`, to: `${until}#~`, ...request }, cancellationCodec.decode),
    /** Cancellations of pledges of an area, at any depth, that were due by an instant, the longest first. */
    cancellationsIn: (area: string, until: string, request: PageRequest) =>
      table.page({ partition: `cancellations-in#${area}`, to: `${until}#~`, ...request }, cancellationCodec.decode),
    /** Puts a pledge into the lists of what has to be cancelled. */
    cancellationDue: (row: DueCancellation): WriteFragment<never>[] =>
      cancellationKeys(row).map((key) => table.put(key, cancellationCodec.encode(row))),
    /** Takes a pledge off these lists. */
    cancellationDone: (row: DueCancellation): WriteFragment<never>[] => cancellationKeys(row).map(table.remove),
  };
}

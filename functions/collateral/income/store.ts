import { listingIndex, secondListingIndex } from "../../../shared/deployment/indexes.ts";
import { instrumentIndex } from "../../../shared/ledger/indexes.ts";
import { instrumentStripesOf } from "../../../shared/ledger/rows.ts";
import type { Key, PageRequest } from "../../../shared/store/client.ts";
import { alsoListedAs, listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import { type IncomePayment, type IncomeStream, paymentCodec, streamCodec } from "./rows.ts";

function streamKey(streamId: string): Key {
  return { pk: `income-stream#${streamId}`, sk: "stream" };
}
function paymentKey({ streamId, pledgeId }: Pick<IncomePayment, "streamId" | "pledgeId">): Key {
  return { pk: `income-payments#${streamId}`, sk: pledgeId };
}

/** Reads and writes of income, over the table Collateral. Reads are strongly consistent, except for the lists. */
export function incomeRows(table: Table) {
  return {
    /** A stream of income. */
    incomeStream: (streamId: string) => table.read(streamKey(streamId), streamCodec.decode),
    /** Several streams, a hundred at most, unordered. */
    incomeStreamsAt: (streamIds: readonly string[]) => table.readMany(streamIds.map(streamKey), streamCodec.decode),
    /** Streams of a member, newest first. */
    incomeStreamsOf: (partyId: string, request: PageRequest) =>
      table.page({ index: secondListingIndex, partition: `income-streams#${partyId}`, descending: true, ...request }, streamCodec.decode),
    /** Streams in exactly one area, newest first. */
    incomeStreamsIn: (area: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: `income-streams#${area}`, descending: true, ...request }, streamCodec.decode),
    /** Puts a stream's next version. */
    incomeStreamPut: (row: IncomeStream) => {
      const order = `${row.filedAt}#${row.streamId}`;
      const lists = { ...listedAs(`income-streams#${row.area}`, order), ...alsoListedAs(`income-streams#${row.partyId}`, order) };
      return table.putVersion(streamKey(row.streamId), { ...streamCodec.encode(row), ...lists }, row.version);
    },
    /** Where a stream is paid for a pledge; undefined before its payer confirmed. */
    incomePayment: (of: Pick<IncomePayment, "streamId" | "pledgeId">) => table.read(paymentKey(of), paymentCodec.decode),
    /** The same of several, a hundred at most, unordered and without those that nobody confirmed. */
    incomePaymentsAt: (names: readonly Pick<IncomePayment, "streamId" | "pledgeId">[]) =>
      table.readMany(names.map(paymentKey), paymentCodec.decode),
    /** Confirmed payments of a stream, by pledge. */
    incomePayments: (streamId: string, request: PageRequest) =>
      table.page({ partition: paymentKey({ streamId, pledgeId: "" }).pk, ...request }, paymentCodec.decode),
    /** Puts the next version of a confirmed payment. */
    incomePaymentPut: (row: IncomePayment) => table.putVersion(paymentKey(row), paymentCodec.encode(row), row.version),
  };
}

/** Keys of every position of an instrument that is not empty, from the ledger's table; the index may lag. */
export async function positionKeysOf(ledger: Pick<Table, "allOf">, instrument: string): Promise<readonly Key[]> {
  const listed = await ledger.allOf({ index: instrumentIndex }, instrumentStripesOf(instrument), ({ pk, sk }) => ({
    pk: pk?.S,
    sk: sk?.S,
  }));
  return listed.flatMap(({ pk, sk }) => (pk !== undefined && sk !== undefined ? [{ pk, sk }] : []));
}

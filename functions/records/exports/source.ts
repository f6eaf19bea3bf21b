import { type Decimal, decimal } from "../../../shared/kernel/decimal.ts";
import { instantIn } from "../../../shared/records/record-hash.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import type { Table } from "../../../shared/store/table.ts";
import { type dimensions, dimensionsAtOnce, readRecord, recordIdOf, recordKey, recordsWith, type Selection } from "../trades/rows.ts";
import type { ExportAsked, ExportSource } from "./formats/format.ts";

/** Keys that one read of rows takes. */
const recordsPerBatch = 100;

/**
 * The trade records of a range, oldest first, `perPage` at once, from the list of at most two of its values: one query of the list, and reads
 * of its rows in batches. A job reads records that fit no further value, and leaves them out. Needs `Query` on `records#*` and `BatchGetItem` on `record#*`.
 */
export function recordSource(records: Table, perPage: number): ExportSource<TradeRecord> {
  return {
    async page(asked, cursor) {
      const { area, selection, from, before } = asked;
      const listed = listedOf(selection);
      const page = await records.page({ partition: recordsWith(area, listed), from, to: before, limit: perPage, cursor }, (item) => ({
        recordId: recordIdOf(item),
        key: item.sk?.S ?? "",
      }));
      const ids = page.items.map(({ recordId }) => recordId);
      const batches = Array.from({ length: Math.ceil(ids.length / recordsPerBatch) }, (_, batch) =>
        ids.slice(batch * recordsPerBatch, (batch + 1) * recordsPerBatch),
      );
      const found = await Promise.all(batches.map((batch) => records.readMany(batch.map(recordKey), readRecord)));
      const byId = new Map(found.flat().map((record) => [record.recordId, record]));
      const fits = filterOf(asked, listed);
      return {
        items: ids.flatMap((recordId) => byId.get(recordId) ?? []).filter(fits),
        read: ids.length,
        reached: page.nextCursor === undefined ? before : instantIn(page.items.at(-1)?.key ?? from),
        cursor: page.nextCursor,
      };
    },
  };
}

/** Values that leave fewer records come first: an auction has less than a member, and that less than a pollutant. */
const mostSelective = ["auction", "party", "instrument", "kind", "pollutant"] as const satisfies readonly (typeof dimensions)[number][];

/** The values of a selection by whose list it is read: as many as lists have. */
function listedOf(selection: Selection): Selection {
  const names = mostSelective.filter((name) => selection[name] !== undefined).slice(0, dimensionsAtOnce);
  return Object.fromEntries(names.map((name) => [name, selection[name]]));
}

/** Whether a record has the values that its list does not stand for. */
function filterOf({ selection, ...asked }: ExportAsked, listed: Selection): (record: TradeRecord) => boolean {
  const { auction, instrument, kind, party, pollutant } = {
    ...selection,
    ...Object.fromEntries(Object.keys(listed).map((name) => [name, undefined])),
  };
  const [leastPrice, mostPrice, leastQuantity, mostQuantity] = [
    ...[asked.leastPrice, asked.mostPrice, asked.leastQuantity, asked.mostQuantity],
  ].map((bound) => (bound === undefined ? undefined : decimal(bound)));
  return (record) =>
    isEither(auction, record.auctionId) &&
    isEither(instrument, record.instrument) &&
    isEither(kind, record.kind) &&
    isEither(pollutant, record.pollutant) &&
    (party === undefined || record.parties.some(({ partyId }) => partyId === party)) &&
    isWithin(record.price, leastPrice, mostPrice) &&
    isWithin(record.quantity, leastQuantity, mostQuantity);
}

/** Whether a value is the one that is asked for, if any is. */
function isEither(asked: string | undefined, value: string | undefined): boolean {
  return asked === undefined || asked === value;
}

/** Whether a figure lies within bounds, which are included; a record without it lies within none. */
function isWithin(value: string | undefined, least: Decimal | undefined, most: Decimal | undefined): boolean {
  if (least === undefined && most === undefined) return true;
  if (value === undefined) return false;
  const figure = decimal(value);
  return !(least?.gt(figure) ?? false) && !(most?.lt(figure) ?? false);
}

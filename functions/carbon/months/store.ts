import { listingIndex, secondListingIndex } from "../../../shared/deployment/indexes.ts";
import type { Key, PageRequest } from "../../../shared/store/client.ts";
import { flag, integer, json, oneOf, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import { alsoListedAs, dueAs, listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import { monthsLifecycles } from "./lifecycles.ts";
import { monthValue } from "./shapes.ts";

const monthFields = {
  partyId: text,
  partyName: text,
  creditCode: text,
  area: text,
  year: text,
  month: text,
  state: oneOf(...monthsLifecycles.month.states),
  planVersion: integer,
  values: json((value) => monthValue.array().parse(value)),
  late: flag,
  storeBy: text,
  districtCheckBy: text,
  cityCheckBy: text,
  /** When it is looked at by the job next; absent where time changes nothing. */
  dueAt: optional(text),
  /** Who did the last step, when and why. */
  by: text,
  at: text,
  reason: optional(text),
  storedBy: optional(text),
  districtCheckedBy: optional(text),
  districtCheckedAt: optional(text),
  districtLate: optional(flag),
  cityCheckedBy: optional(text),
  cityCheckedAt: optional(text),
  cityLate: optional(flag),
  version: integer,
};
/** A month of an entity. */
export type Month = RowOf<typeof monthFields>;
const monthCodec = rowCodec(monthFields);
const yearFields = { closed: flag, version: integer };
/** Whether the months of a year may still change. Every change of one counts, so that a report is compared with what stands. */
export type MonthsOfYear = RowOf<typeof yearFields>;
const yearCodec = rowCodec(yearFields);

type OfYear = Pick<Month, "partyId" | "year">;
type OfMonth = OfYear & Pick<Month, "month">;

/** Kind of due work: months that are announced or missed. */
export const dueMonths = "carbon-month";

function monthsPartition({ partyId, year }: OfYear): string {
  return `months#${partyId}#${year}`;
}
function monthKey(of: OfMonth): Key {
  return { pk: monthsPartition(of), sk: `month#${of.month}` };
}
function yearKey(of: OfYear): Key {
  return { pk: monthsPartition(of), sk: "year" };
}

/** Reads and writes of monthly storage, over the table Carbon. */
export function monthsRows(table: Table) {
  return {
    /** A month by its key, as due work names it. */
    monthAt: (key: Key) => table.read(key, monthCodec.decode),
    /** A month. */
    month: (of: OfMonth) => table.read(monthKey(of), monthCodec.decode),
    /** The months of a year, in order; none before a control plan is approved. */
    months: async (of: OfYear) =>
      (await table.page({ partition: monthsPartition(of), prefix: "month#", limit: 12 }, monthCodec.decode)).items,
    /** Whether the months of a year may still change. */
    monthsOfYear: (of: OfYear) => table.read(yearKey(of), yearCodec.decode),
    /** The last changes of a month, the latest first. */
    monthHistory: async (of: OfMonth) =>
      (
        await table.page(
          { partition: monthsPartition(of), prefix: `history#${of.month}#`, descending: true, limit: 100 },
          monthCodec.decode,
        )
      ).items,
    /** Months of a member, the latest first. */
    monthsOfParty: (partyId: string, request: PageRequest) =>
      table.page({ index: secondListingIndex, partition: `months#${partyId}`, descending: true, ...request }, monthCodec.decode),
    /** Months in a state in exactly one area, the latest first. */
    monthsIn: (state: string, area: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: `months#${state}#${area}`, descending: true, ...request }, monthCodec.decode),
    /** Puts the next version of a month, and keeps it in the month's history. */
    monthPuts: (row: Month) => [
      table.putVersion(
        monthKey(row),
        {
          ...monthCodec.encode(row),
          ...listedAs(`months#${row.state}#${row.area}`, `${row.month}#${row.partyId}`),
          ...alsoListedAs(`months#${row.partyId}`, row.month),
          ...(row.dueAt !== undefined && dueAs(dueMonths, `${row.partyId}#${row.month}`, row.dueAt)),
        },
        row.version,
      ),
      ...(row.state === "open"
        ? []
        : [
            table.put(
              { pk: monthsPartition(row), sk: `history#${row.month}#${String(row.version).padStart(6, "0")}` },
              monthCodec.encode(row),
            ),
          ]),
    ],
    /** Puts the next version of what says whether the months of a year may change. */
    monthsOfYearPut: (of: OfYear, row: MonthsOfYear) => table.putVersion(yearKey(of), yearCodec.encode(row), row.version),
  };
}

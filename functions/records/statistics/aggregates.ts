import * as z from "zod";
import { type Item, type Key, keyOf, type Page, type PageRequest } from "../../../shared/store/client.ts";
import { integer, json, rowCodec, text } from "../../../shared/store/codec.ts";
import { inBatches } from "../../../shared/store/in-batches.ts";
import type { Table } from "../../../shared/store/table.ts";
import { type Period, periodsBetween } from "./periods.ts";
import { type Cell, cell, type Detail, detail, type Volumes, volumes } from "./shapes.ts";

/** What aggregates are kept of, in each area: everything, a pollutant with all its instruments, or one instrument. */
export interface AggregateSelection {
  readonly area: string;
  readonly pollutant?: string | undefined;
  readonly instrument?: string | undefined;
}

const aggregateCodec = rowCodec({ throughBlock: integer, cells: json((value) => z.array(cell).parse(value)) });
/** The aggregate of a selection and period: a cell for each kind and series that occurs, in their order. */
export interface Aggregate {
  readonly selection: string;
  /** The last block that has records of it. */
  readonly throughBlock: number;
  readonly cells: readonly Cell[];
}

const progressCodec = rowCodec({ block: integer, through: text, firstDay: text, lastDay: text });
/** How far aggregates are: they hold all records of all blocks up to and with `block`, and nothing of later ones. */
export interface Progress {
  readonly block: number;
  /** Latest instant of the records of those blocks: everything in order before it is counted. */
  readonly through: string;
  /** The first and the last day that have records. */
  readonly firstDay: string;
  readonly lastDay: string;
}

/** Key of what is known about the progress of aggregates. */
export const progressKey: Key = { pk: "aggregates", sk: "progress" };

/** Key of what the prices and the concentration of an aggregate are computed from: apart, so that readers of figures do not pay for it. */
export function detailsKey({ pk, sk }: Key): Key {
  return { pk: pk.replace("aggregates#", "aggregate-details#"), sk };
}

/** Partition of the aggregates of an area in a period: one row for each selection. */
export function aggregatesOf(area: string, period: Period): string {
  return `aggregates#${area}#${period}`;
}

const everything = "all";
const ofInstrument = "instrument=";
const ofPollutant = "pollutant=";

/** Name of a selection among those of an area. */
export function selectionName({ pollutant, instrument }: Omit<AggregateSelection, "area">): string {
  if (instrument !== undefined) return `${ofInstrument}${instrument}`;
  return pollutant === undefined ? everything : `${ofPollutant}${pollutant}`;
}

/** Key of an aggregate. */
export function aggregateKey(selection: AggregateSelection, period: Period): Key {
  return { pk: aggregatesOf(selection.area, period), sk: selectionName(selection) };
}

/** The row of an aggregate. */
export function aggregateRow(key: Key, { throughBlock, cells }: Omit<Aggregate, "selection">): Item {
  return { ...keyOf(key), ...aggregateCodec.encode({ throughBlock, cells: [...cells] }) };
}

/** Reads an aggregate from its row. */
export function readAggregate(item: Item): Aggregate & { readonly key: Key } {
  const key = { pk: item.pk?.S ?? "", sk: item.sk?.S ?? "" };
  return { ...aggregateCodec.decode(item), selection: key.sk, key };
}

const detailsCodec = rowCodec({ throughBlock: integer, details: json((value) => z.array(detail).parse(value)) });
/** The details of an aggregate, and the last block that they hold. */
export interface AggregateDetails {
  readonly throughBlock: number;
  readonly details: readonly Detail[];
}

/** The row of an aggregate's details. */
export function detailsRow(key: Key, { throughBlock, details }: AggregateDetails): Item {
  return { ...keyOf(detailsKey(key)), ...detailsCodec.encode({ throughBlock, details: [...details] }) };
}

/** Reads an aggregate's details from their row. */
export function readDetails(item: Item): AggregateDetails & { readonly key: Key } {
  return { ...detailsCodec.decode(item), key: { pk: item.pk?.S ?? "", sk: item.sk?.S ?? "" } };
}

/** Key of the volumes of a share of the parties of an aggregate. */
export function volumesKey(key: Key, share: number): Key {
  const { pk, sk } = detailsKey(key);
  return { pk, sk: `${sk}#volumes-${String(share).padStart(2, "0")}` };
}

const volumesCodec = rowCodec({ throughBlock: integer, volumes: json((value) => z.array(volumes).parse(value)) });
/** The volumes of a share, and the last block that has records of it. */
export interface ShareVolumes {
  readonly throughBlock: number;
  readonly volumes: readonly Volumes[];
}

/** The row of the volumes of a share. */
export function volumesRow(key: Key, share: number, { throughBlock, volumes: of }: ShareVolumes): Item {
  return { ...keyOf(volumesKey(key, share)), ...volumesCodec.encode({ throughBlock, volumes: [...of] }) };
}

/** Reads the volumes of a share from their row. */
export function readVolumes(item: Item): ShareVolumes & { readonly key: Key } {
  return { ...volumesCodec.decode(item), key: { pk: item.pk?.S ?? "", sk: item.sk?.S ?? "" } };
}

/** The attributes of the progress of aggregates. */
export function progressRow(progress: Progress): Item {
  return progressCodec.encode(progress);
}

/** Reads the progress of aggregates from its row. */
export function readProgress(item: Item): Progress {
  return progressCodec.decode(item);
}

/** Reads aggregates of sealed records. */
export interface AggregateReader {
  /** How far aggregates are; undefined before the first block. */
  progress(): Promise<Progress | undefined>;
  /** The aggregates of a selection that together are the days from `first` to `last`: a bounded number of rows, however many records. */
  between(selection: AggregateSelection, first: string, last: string): Promise<readonly Aggregate[]>;
  /** The aggregates of a selection in each of some periods; those without records are left out. */
  inPeriods(selection: AggregateSelection, periods: readonly Period[]): Promise<ReadonlyMap<Period, Aggregate>>;
  /** The aggregates of an area and period for each instrument that has records, a page at a time. */
  instruments(area: string, period: Period, request: PageRequest): Promise<Page<Aggregate>>;
  /** The aggregates of an area and period for each pollutant that has records. */
  pollutants(area: string, period: Period): Promise<readonly Aggregate[]>;
}

/** Reads aggregates from the table Records: needs `GetItem` and `BatchGetItem` on `aggregates*`, and `Query` on `aggregates#*`. */
export function aggregateReader(records: Table): AggregateReader {
  const inPeriods: AggregateReader["inPeriods"] = async (selection, periods) => {
    const byKey = new Map(periods.map((period) => [aggregatesOf(selection.area, period), period]));
    const keys = periods.map((period) => aggregateKey(selection, period));
    const rows = await inBatches(keys, (some) => records.readMany(some, readAggregate));
    return new Map(rows.flatMap((row) => ((period) => (period === undefined ? [] : [[period, row] as const]))(byKey.get(row.key.pk))));
  };
  return {
    progress: () => records.read(progressKey, readProgress),
    between: async (selection, first, last) => [...(await inPeriods(selection, periodsBetween(first, last))).values()],
    inPeriods,
    instruments: (area, period, request) =>
      records.page({ partition: aggregatesOf(area, period), prefix: ofInstrument, ...request }, readAggregate),
    async pollutants(area, period) {
      const { items } = await records.page({ partition: aggregatesOf(area, period), prefix: ofPollutant }, readAggregate);
      return items;
    },
  };
}

/** The instrument of an aggregate of one. */
export function instrumentOf({ selection }: Pick<Aggregate, "selection">): string | undefined {
  return selection.startsWith(ofInstrument) ? selection.slice(ofInstrument.length) : undefined;
}

/** The pollutant of an aggregate of one. */
export function pollutantOf({ selection }: Pick<Aggregate, "selection">): string | undefined {
  return selection.startsWith(ofPollutant) ? selection.slice(ofPollutant.length) : undefined;
}

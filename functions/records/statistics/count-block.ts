import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { invariant, required } from "../../../shared/kernel/invariant.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import type { Key } from "../../../shared/store/client.ts";
import { inBatches } from "../../../shared/store/in-batches.ts";
import type { Table } from "../../../shared/store/table.ts";
import { commit, type WriteFragment } from "../../../shared/store/transaction.ts";
import { type BlockReader, recordsAsSealed } from "../sealing/blocks.ts";
import type { SealedBlock } from "../sealing/contract.ts";
import { areasOf } from "../trades/rows.ts";
import {
  type Aggregate,
  type AggregateDetails,
  aggregateKey,
  aggregateRow,
  detailsKey,
  detailsRow,
  type Progress,
  progressKey,
  progressRow,
  readAggregate,
  readDetails,
  readProgress,
  readVolumes,
  type ShareVolumes,
  volumesKey,
  volumesRow,
} from "./aggregates.ts";
import { cellsWith, detailsWith, sharesOf } from "./fold.ts";
import { periodsOf } from "./periods.ts";

/** Dependencies of counting sealed blocks. */
export interface CountingPorts {
  readonly dynamo: DynamoDBClient;
  readonly records: Table;
  readonly blocks: BlockReader;
}

const rowsAtOnce = 16;

/** Another worker was faster: the row holds the block already. */
const counted = { code: "counted" } as const;

/**
 * Counts sealed blocks in the order of their numbers, up to and with the one that a message names. So it does not matter in which order, how
 * often or whether at all messages about them arrive, and what is counted is always a whole piece of the chain. Each row says which block it
 * was last changed by, and changes only from there: several workers at once, or one that
 * was ended in between, count nothing twice, and the next one goes on from there.
 */
export async function countBlocks(ports: CountingPorts, { n }: SealedBlock): Promise<void> {
  for (;;) {
    const progress = await ports.records.read(progressKey, readProgress);
    const next = (progress?.block ?? 0) + 1;
    if (next > n) return;
    await countBlock(ports, next, progress);
  }
}

async function countBlock({ dynamo, records, blocks }: CountingPorts, n: number, progress: Progress | undefined): Promise<void> {
  const block = required(await blocks.block(n), `block ${n}`);
  const additions = additionsOf(await recordsAsSealed(blocks, block));
  const keys = [...additions.values()].map(({ key }) => key);
  const found = await inBatches(keys, (some) => records.readMany(some, readAggregate));
  const detailed = await inBatches(keys.filter(hasDetails).map(detailsKey), (some) => records.readMany(some, readDetails));
  const shares = [...additions.values()].flatMap(({ key, added }) =>
    hasDetails(key) ? sharesOf(added).map((share) => volumesKey(key, share)) : [],
  );
  const volumes = new Map((await inBatches(shares, (some) => records.readMany(some, readVolumes))).map((row) => [nameOf(row.key), row]));
  const aggregates = new Map(found.map((row) => [nameOf(row.key), row]));
  const details = new Map(detailed.map((row) => [nameOf(row.key), row]));
  await eachAtOnce(additions.values(), rowsAtOnce, async ({ key, added }) => {
    const before = aggregates.get(nameOf(key));
    if (before && before.throughBlock >= n) return;
    const known = { aggregate: before, details: details.get(nameOf(detailsKey(key))), volumes };
    const result = await commit(dynamo, changeOf(records, key, added, n, known));
    if (result.kind === "committed") return;
    const [now] = await records.readMany([key], readAggregate);
    invariant(now !== undefined && now.throughBlock >= n, `block ${n} can't be counted in ${nameOf(key)}`);
  });
  const { day, through } = block.header;
  const moved: Progress = {
    ...{ block: n, through },
    firstDay: progress && progress.firstDay < day ? progress.firstDay : day,
    lastDay: progress && progress.lastDay > day ? progress.lastDay : day,
  };
  const condition = { condition: "#block = :previous", names: { "#block": "block" }, values: { ":previous": { N: String(n - 1) } } };
  await commit(dynamo, [
    progress
      ? records.putIf(progressKey, progressRow(moved), condition, counted)
      : records.putNew(progressKey, progressRow(moved), counted),
  ]);
}

/** Rows of an aggregate before a block, as far as there are any. */
interface Before {
  readonly aggregate: Aggregate | undefined;
  readonly details: AggregateDetails | undefined;
  /** Volumes of shares, by the name of their row. */
  readonly volumes: ReadonlyMap<string, ShareVolumes>;
}

/** The rows of an aggregate after a block: figures, details and volumes in one transaction, each only from where it was read. */
function changeOf(
  records: Table,
  key: Key,
  added: readonly TradeRecord[],
  throughBlock: number,
  { aggregate, details: detailsBefore, volumes: volumesBefore }: Before,
): readonly WriteFragment<typeof counted>[] {
  const shareBefore = (share: number) => volumesBefore.get(nameOf(volumesKey(key, share)));
  const volumes = new Map(sharesOf(added).map((share) => [share, shareBefore(share)?.volumes ?? []]));
  const after = hasDetails(key) ? detailsWith({ details: detailsBefore?.details ?? [], volumes }, added) : undefined;
  const cells = cellsWith(aggregate?.cells ?? [], added, after?.details ?? []);
  const figures = putAfter(records, key, aggregateRow(key, { throughBlock, cells }), aggregate?.throughBlock);
  if (!after || !added.some(({ series }) => series !== undefined)) return [figures];
  return [
    figures,
    putAfter(records, detailsKey(key), detailsRow(key, { throughBlock, details: after.details }), detailsBefore?.throughBlock),
    ...[...after.volumes].map(([share, of]) =>
      putAfter(records, volumesKey(key, share), volumesRow(key, share, { throughBlock, volumes: of }), shareBefore(share)?.throughBlock),
    ),
  ];
}

function putAfter(records: Table, key: Key, row: ReturnType<typeof aggregateRow>, before: number | undefined) {
  if (before === undefined) return records.putNew(key, row, counted);
  const [names, values] = [{ "#through": "throughBlock" }, { ":before": { N: String(before) } }];
  return records.putIf(key, row, { condition: "#through = :before", names, values }, counted);
}

/** What a block adds to each aggregate: in every area, for all records and for those of a pollutant or an instrument, by day, month and year. */
function additionsOf(all: readonly TradeRecord[]): ReadonlyMap<string, { readonly key: Key; readonly added: TradeRecord[] }> {
  const additions = new Map<string, { readonly key: Key; readonly added: TradeRecord[] }>();
  for (const record of all) {
    for (const key of keysOf(record)) {
      const addition = additions.get(nameOf(key)) ?? { key, added: [] };
      addition.added.push(record);
      additions.set(nameOf(key), addition);
    }
  }
  return additions;
}

function keysOf(record: TradeRecord): Key[] {
  const { pollutant, instrument, day } = record;
  const selections = [{}, ...(pollutant === undefined ? [] : [{ pollutant }]), ...(instrument === undefined ? [] : [{ instrument }])];
  return areasOf(record).flatMap((area) =>
    selections.flatMap((selection) => periodsOf(day).map((period) => aggregateKey({ area, ...selection }, period))),
  );
}

/** Prices and concentration are those of one instrument or pollutant: tonnes of several make no market together. */
function hasDetails({ sk }: Key): boolean {
  return sk !== "all";
}

function nameOf({ pk, sk }: Key): string {
  return `${pk}|${sk}`;
}

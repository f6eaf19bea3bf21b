import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { type Clock, type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { entriesPerBlock, nextBlock, type ToSeal } from "../../../shared/records/chain.ts";
import { recordHashOf, recordKeyOf } from "../../../shared/records/record-hash.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import type { Item } from "../../../shared/store/client.ts";
import type { Table } from "../../../shared/store/table.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { Queue } from "../../../shared/streams/queues.ts";
import { settledAfterSeconds } from "../statements/balance.ts";
import { areasOf, readRecord, recordDays, recordKey, recordsOfDay } from "../trades/rows.ts";
import { recordIdIn } from "./blocks.ts";
import { append, type ChainState, chainState, fenced, note } from "./chain-state.ts";
import type { SealedBlock } from "./contract.ts";
import { hintKey, hintsPartition, sealedKey } from "./rows.ts";

/** Dependencies of the sealer. */
export interface SealerPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly seals: Table;
  readonly records: Table;
  /** Queues of whoever works on sealed blocks. */
  readonly told: readonly Queue<SealedBlock>[];
  /** Says that a listed record is not there. */
  readonly missing: (recordId: string) => void;
}

/** Blocks of one run: what remains is for the next one. */
const blocksPerRun = 200;
/** Characters of ids sort after this one, so that nothing lies between a place and the place with it appended. */
const justAfter = "!";

/**
 * One run of the sealer: seals what is listed in order behind the watermark, then what came late, and tells of the blocks. A run that was
 * killed anywhere leaves a whole chain, and the next one goes on from it. It stops where another sealer has changed the chain.
 */
export async function seal(ports: SealerPorts, blocksAtMost = blocksPerRun): Promise<void> {
  const started = await chainState(ports.seals);
  const inOrder = await sealInOrder(ports, started, blocksAtMost);
  if (inOrder === fenced) return;
  const late = await sealLate(ports, inOrder.state, blocksAtMost - (inOrder.state.n - started.n));
  if (late === fenced) return;
  await tell(ports, late);
  await note(ports.dynamo, ports.seals, late, { before: inOrder.before, told: late.n });
}

/** Seals records in the order of all records; answers with the instant before which everything that is listed is sealed. */
async function sealInOrder(ports: SealerPorts, started: ChainState, blocksAtMost: number) {
  const { clock, records } = ports;
  const before = laterOf(plusSeconds(clock.now(), -settledAfterSeconds), started.before);
  let state = started;
  const days = records.all({ partition: recordDays, ...(state.through && { from: dayIn(state.through) }), to: dayOf(before) }, sortKeyOf);
  for await (const day of days) {
    for (;;) {
      if (state.n - started.n >= blocksAtMost) return { state, before: started.before };
      const from = state.through && `${state.through}${justAfter}`;
      const range = { partition: recordsOfDay(day), ...(from && { from }), to: before, limit: entriesPerBlock };
      const { items: keys } = await records.page(range, sortKeyOf);
      if (keys.length === 0) break;
      const appended = await appendOf(ports, state, keys, (key) => key < started.before);
      if (appended === fenced) return fenced;
      state = appended.state;
      if (!appended.whole) return { state, before: started.before };
    }
  }
  return { state, before };
}

/**
 * Seals records that came when their time was sealed already, marked late. A hint is removed when its record is sealed; one that is not yet
 * due in order waits for that.
 */
async function sealLate(ports: SealerPorts, started: ChainState, blocksAtMost: number): Promise<ChainState | typeof fenced> {
  let state = started;
  while (state.through !== "" && state.n - started.n < blocksAtMost) {
    const range = { partition: hintsPartition, to: state.through, limit: entriesPerBlock };
    const { items: hints } = await ports.seals.page(range, sortKeyOf);
    const [first] = hints;
    if (first === undefined) break;
    const sealed = await sealHinted(
      ports,
      state,
      hints.filter((key) => dayIn(key) === dayIn(first)),
    );
    if (sealed === fenced) return fenced;
    state = sealed.state;
    if (!sealed.whole) break;
  }
  return state;
}

/** Seals the hinted records of one day that are not sealed, and removes their hints. */
async function sealHinted(ports: SealerPorts, state: ChainState, hints: readonly string[]) {
  const { dynamo, seals } = ports;
  const places = hints.map((key) => ({ key, sealed: sealedKey(recordIdIn(key)) }));
  const done = new Set(
    await seals.readMany(
      places.map(({ sealed }) => sealed),
      partitionKeyOf,
    ),
  );
  const open = places.filter(({ sealed }) => !done.has(sealed.pk)).map(({ key }) => key);
  const appended = open.length === 0 ? { state, whole: true } : await appendOf(ports, state, open, () => true);
  if (appended === fenced || !appended.whole) return appended;
  await commit(
    dynamo,
    hints.map((key) => seals.remove(hintKey(key))),
  );
  return appended;
}

/** Appends a block of the records of these places; up to the first that is not there. */
async function appendOf(ports: SealerPorts, state: ChainState, keys: readonly string[], isLate: (key: string) => boolean) {
  const found = await ports.records.readMany(
    keys.map((key) => recordKey(recordIdIn(key))),
    readRecord,
  );
  const byKey = new Map(found.map((record) => [recordKeyOf(record), record]));
  const absent = keys.findIndex((key) => !byKey.has(key));
  const there = absent < 0 ? keys : keys.slice(0, absent);
  if (absent >= 0) ports.missing(recordIdIn(required(keys[absent], "place")));
  const [first, ...others] = there.map((key) => toSeal(required(byKey.get(key), "record"), isLate(key)));
  if (first === undefined) return { state, whole: false };
  const block = nextBlock(state, [first, ...others], ports.clock.now());
  const next = await append(ports.dynamo, ports.seals, state, block);
  return next === fenced ? fenced : { state: next, whole: absent < 0 };
}

function toSeal(record: TradeRecord, late: boolean): ToSeal {
  const entry = { key: recordKeyOf(record), hash: recordHashOf(record), ...(late && { late: true as const }) };
  return { ...entry, day: record.day, areas: areasOf(record) };
}

/** Tells of the blocks that were not told yet. Who is killed before it is noted tells of them again. */
async function tell({ told: queues }: SealerPorts, { n, told }: ChainState): Promise<void> {
  const messages = Array.from({ length: n - told }, (_, position) => ({ n: told + position + 1 }));
  for (const queue of queues) await queue.send(messages);
}

function dayIn(key: string): string {
  return dayOf(key.slice(0, key.indexOf("#")));
}
function laterOf(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}
function sortKeyOf({ sk }: Item): string {
  return required(sk?.S, "sort key");
}
function partitionKeyOf({ pk }: Item): string {
  return required(pk?.S, "partition key");
}

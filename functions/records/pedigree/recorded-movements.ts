import { type Instant, instantOf } from "../../../shared/kernel/clock.ts";
import { Decimal } from "../../../shared/kernel/decimal.ts";
import type { Fact } from "../../../shared/kernel/fact.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { TransferData } from "../../../shared/ledger/contract.ts";
import { classOf } from "../../../shared/ledger/instrument.ts";
import { positionCodec, positionKey } from "../../../shared/ledger/rows.ts";
import { netOf, nothing, type WholeMonthEnd, wholeMonthEnds } from "../../../shared/statements/month-ends.ts";
import { type PositionName, type Posting, postingCodec, postingsOf } from "../../../shared/statements/postings.ts";
import type { RecordsBehind } from "../../../shared/statements/problems.ts";
import { decodeFact, factKey } from "../../../shared/store/fact-store.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { Direction, Lot } from "./attribution.ts";
import { followedClasses } from "./contract.ts";
import type { MovedEntry } from "./flows.ts";
import { overlaps, totalsAfter } from "./known-movements.ts";
import type { Movement, Movements, Totals } from "./walk.ts";

/** Thrown where the records of a position lack entries that the ledger has: a walk over the others would be wrong. */
export class RecordsLag extends Error {
  override readonly name = "RecordsLag";
  readonly refusal: RecordsBehind;
  constructor(refusal: RecordsBehind) {
    super("the records lag behind the ledger");
    this.refusal = refusal;
  }
}

/** Movements as they are recorded, and how many rows were read for them. */
export interface RecordedMovements extends Movements {
  /** Rows read so far. */
  rowsRead(): number;
  /** An entry of the ledger; undefined where there is none. */
  find(factId: string): Promise<MovedEntry | undefined>;
}

/** Dependencies of reading movements: postings and month ends, and the ledger's own entries and positions. */
export interface MovementPorts {
  readonly records: Table;
  readonly ledger: Pick<Table, "read" | "readMany">;
}

const postingsAtOnce = 1_000;
const entriesAtOnce = 20;

/**
 * Movements up to an instant, from the records: a position is read month by month, from the month end at or before the unit that is looked
 * for, and each month once. Its last month is read to its end, because the records must hold as many entries as the ledger counts.
 */
export function recordedMovements({ records, ledger }: MovementPorts, at: Instant): RecordedMovements {
  let rows = 0;
  const axes = new Map<string, Promise<Axis>>();
  const entries = new Map<string, Promise<MovedEntry | undefined>>();

  function axisOf(position: PositionName): Promise<Axis> {
    const name = `${position.account} ${position.instrument}`;
    const known = axes.get(name) ?? openAxis(position);
    axes.set(name, known);
    return known;
  }

  async function openAxis(position: PositionName): Promise<Axis> {
    const found = await wholeMonthEnds(records, position, lastInstant);
    rows += found.length + 1;
    const months = new Map<number, Promise<readonly Dated[]>>();
    const monthEnds = [nothing, ...found];
    return {
      monthEnds,
      month(place) {
        const known = months.get(place) ?? readMonth(position, monthEnds, place);
        months.set(place, known);
        return known;
      },
    };
  }

  /** Movements after a month end and before the next one. */
  async function readMonth(position: PositionName, monthEnds: readonly WholeMonthEnd[], place: number): Promise<readonly Dated[]> {
    const start = required(monthEnds[place], "month end");
    const next = monthEnds[place + 1];
    // The count is read before the postings, so every counted one must be among them.
    const expected = next ? 0 : await entriesOf(position);
    // The sort key of a posting begins with its instant, and goes on: what occurred at the next month end sorts after it.
    const range = { from: start.before, ...(next && { to: next.before }) };
    const query = { partition: postingsOf(position), ...range, limit: postingsAtOnce };
    const postings = await Array.fromAsync(records.all(query, postingCodec.decode));
    rows += postings.length + 1;
    const recorded = start.entryCount + postings.length;
    if (!next && recorded < expected) throw new RecordsLag({ code: "records-behind", expected, recorded });
    return movementsAfter(start, postings).filter(({ occurredAt }) => occurredAt <= at);
  }

  async function entriesOf({ account, instrument }: PositionName): Promise<number> {
    rows += 1;
    return (await ledger.read(positionKey(account, instrument), positionCodec.decode))?.entries ?? 0;
  }

  /** Reads several entries in one call; those that were read before are not read again. */
  function prefetch(factIds: readonly string[]): void {
    const missing = factIds.filter((factId) => !entries.has(factId));
    if (missing.length === 0) return;
    rows += missing.length;
    const found = ledger.readMany(missing.map(factKey), (item) => entryOf(decodeFact(item) as Fact<TransferData>));
    for (const factId of missing) {
      const entry = found.then((read) => read.find((each) => each.factId === factId));
      // Whoever asks for it is told.
      entry.catch(() => undefined);
      entries.set(factId, entry);
    }
  }

  async function* of(lot: Lot, direction: Direction, from: Decimal): AsyncGenerator<Movement> {
    const incoming = direction === "backwards";
    const side = incoming ? "credited" : "debited";
    const axis = await axisOf(lot);
    for (let place = axis.monthEnds.findLastIndex((each) => each[side].lte(from)); place < axis.monthEnds.length; place += 1) {
      const monthEnd = axis.monthEnds[place];
      if (!monthEnd || monthEnd.before > at || monthEnd[side].gte(lot.to)) return;
      const movements = (await axis.month(place)).filter((movement) => overlaps(movement, from, lot.to, incoming));
      for (const [index, movement] of movements.entries()) {
        if (index % entriesAtOnce === 0) prefetch(movements.slice(index, index + entriesAtOnce).map(({ factId }) => factId));
        yield movement;
      }
    }
  }

  const find = (factId: string): Promise<MovedEntry | undefined> => {
    prefetch([factId]);
    return entries.get(factId) ?? Promise.resolve(undefined);
  };
  return {
    of,
    find,
    entry: async (factId) => required(await find(factId), `entry ${factId}`),
    rowsRead: () => rows,
    async before(position, { factId, occurredAt }) {
      const axis = await axisOf(position);
      const month = await axis.month(axis.monthEnds.findLastIndex(({ before }) => before <= occurredAt));
      const movement = month.find((each) => each.factId === factId);
      // An entry is recorded whole, but not in one write.
      if (!movement) throw new RecordsLag({ code: "records-behind", expected: 1, recorded: 0 });
      return movement;
    },
    async totals(position) {
      const axis = await axisOf(position);
      const place = axis.monthEnds.findLastIndex(({ before }) => before <= at);
      const last = (await axis.month(place)).at(-1);
      return last ? totalsAfter(last, last.net) : required(axis.monthEnds[place], "month end");
    },
  };
}

const lastInstant = instantOf(Date.parse("9999-12-31T00:00:00.000Z"));

/** The months of a position. */
interface Axis {
  /** The position before its first posting, and its month ends. */
  readonly monthEnds: readonly WholeMonthEnd[];
  /** What was moved after a month end and before the next. */
  month(place: number): Promise<readonly Dated[]>;
}

interface Dated extends Movement {
  readonly occurredAt: Instant;
}

function movementsAfter(start: Totals, postings: readonly Posting[]): Dated[] {
  const movements: Dated[] = [];
  let { credited, debited } = start;
  for (const posting of postings) {
    const net = netOf(posting);
    movements.push({ factId: posting.factId, occurredAt: posting.occurredAt, net, credited, debited });
    ({ credited, debited } = totalsAfter({ credited, debited }, net));
  }
  return movements;
}

/** What an entry moved. */
function entryOf({ factId, occurredAt, parties, areas, data }: Fact<TransferData>): MovedEntry {
  // What is paid for units is not followed: money has no pedigree.
  const followed = data.postings.filter(({ instrument }) => followedClasses.includes(classOf(instrument)));
  const nets = followed.map(({ account, instrument, available, held }) => ({
    ...{ account, instrument },
    net: new Decimal(available).plus(held),
  }));
  return { factId, occurredAt, cause: data.cause, parties, areas, nets: nets.filter(({ net }) => !net.isZero()) };
}

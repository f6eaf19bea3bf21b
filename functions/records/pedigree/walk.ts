import { Decimal, decimal, plain } from "../../../shared/kernel/decimal.ts";
import type { Account } from "../../../shared/ledger/account.ts";
import type { PositionName } from "../../../shared/statements/postings.ts";
import { BadCursor } from "../../../shared/store/cursor.ts";
import { type Direction, type Lot, type Piece, piecesOf } from "./attribution.ts";
import { flowsOf, keepsLots, type MovedEntry, type Part } from "./flows.ts";

/** How much came to a position and left it, up to some place in the order of its entries. */
export interface Totals {
  readonly credited: Decimal;
  readonly debited: Decimal;
}

/** What one entry moved of a position, and what was moved of it before. */
export interface Movement extends Totals {
  readonly factId: string;
  /** Above zero for what came, below for what left. */
  readonly net: Decimal;
}

/** Reads the movements of positions up to the instant that is asked about, in the order of (occurredAt, fact id). */
export interface Movements {
  /** Movements that brought (`backwards`) or took (`forwards`) some of a lot, in order, from a number of it on. */
  of(lot: Lot, direction: Direction, from: Decimal): AsyncIterable<Movement>;
  /** What was moved of a position before an entry that moved it. */
  before(position: PositionName, entry: Pick<MovedEntry, "factId" | "occurredAt">): Promise<Totals>;
  /** All that was moved of a position. */
  totals(position: PositionName): Promise<Totals>;
  entry(factId: string): Promise<MovedEntry>;
}

/** A place in a walk: the number of the unit at which a piece begins, and the branch, on each level from the first. */
export type WalkPath = readonly { readonly start: Decimal; readonly branch: number }[];

/**
 * Why a walk ends somewhere: the units are still `held` there, a debt of a lowered cap is not `covered` yet, the account's owner is `hidden`
 * from the reader, or it is too `deep`. Units that began or ended say so themselves.
 */
export type WalkEnd = "held" | "not-covered" | "hidden" | "deep";

/** One step of a walk. */
export interface WalkStep {
  readonly path: WalkPath;
  /** What was asked about has depth 0, and what follows from a step comes after it with one more. */
  readonly depth: number;
  /** The units, at the position from which the step leads on. */
  readonly lot: Lot;
  /** Entry and piece that led here; absent for what was asked about and for what is still held or not covered. */
  readonly by?: { readonly entry: MovedEntry; readonly piece: Piece };
  /** The same units where the walk goes on; absent where it ends. */
  readonly next?: Lot;
  readonly end?: WalkEnd;
}

/** Levels of a walk: those of about five owners. */
const deepest = 32;

/** How to walk. */
export interface Walk {
  readonly direction: Direction;
  readonly movements: Movements;
  /** Whether a reader may follow units through an account. */
  readonly mayPass: (account: Account) => Promise<boolean>;
}

/**
 * Walks from lots to where their units came from or went, one branch to its end before the next: attribution first in, first out, by the
 * entries alone. A walk that begins at a path finds again what leads to it, without the steps before; a path that no longer fits is followed
 * as far as it does.
 */
export async function* walkFrom(walk: Walk, lots: readonly Lot[], resume: WalkPath = []): AsyncGenerator<WalkStep, undefined> {
  const [first, ...rest] = resume;
  for (const [place, lot] of lots.entries()) {
    const start = new Decimal(place);
    if (first && start.lt(first.start)) continue;
    const resumed = first?.start.eq(start) === true;
    const path = [{ start, branch: 0 }];
    if (!(resumed && rest.length > 0)) yield { path, depth: 0, lot, next: lot };
    yield* visit(walk, lot, path, resumed ? rest : []);
  }
  return undefined;
}

async function* visit(walk: Walk, lot: Lot, above: WalkPath, [first, ...rest]: WalkPath): AsyncGenerator<WalkStep, undefined> {
  const { direction, movements, mayPass } = walk;
  const depth = above.length;
  const from = first ? Decimal.max(first.start, lot.from) : lot.from;
  let reached = from;
  for await (const movement of movements.of(lot, direction, from)) {
    const { entry, pieces, begins } = await piecesAt(walk, lot, movement);
    reached = begins.plus(movement.net.abs());
    for (const piece of pieces) {
      const { branch, near, far } = piece;
      const start = begins.plus(near.from);
      if (first && (start.lt(first.start) || (start.eq(first.start) && branch < first.branch))) continue;
      const resumed = first !== undefined && start.eq(first.start) && branch === first.branch;
      const path = [...above, { start, branch }];
      const here: Lot = { ...nameOf(lot), from: start, to: begins.plus(near.to) };
      const next = far && (await lotOf(movements, far, entry, direction));
      const end = next && (depth >= deepest ? "deep" : (await mayPass(next.account)) ? undefined : "hidden");
      const by = { entry, piece };
      if (!(resumed && rest.length > 0)) yield { path, depth, lot: here, by, ...(next && { next }), ...(end && { end }) };
      if (next && end === undefined) yield* visit(walk, next, path, resumed ? rest : []);
    }
  }
  if (reached.gte(lot.to)) return undefined;
  // Not moved on yet or, backwards, not there yet.
  const left = { ...nameOf(lot), from: reached, to: lot.to };
  yield { path: [...above, { start: reached, branch: 0 }], depth, lot: left, end: direction === "forwards" ? "held" : "not-covered" };
  return undefined;
}

function nameOf({ account, instrument }: PositionName): PositionName {
  return { account, instrument };
}

/** The pieces of what one entry did to a lot, and the number of the unit at which its part of the position begins. */
async function piecesAt({ movements, direction }: Walk, lot: Lot, { factId, net, credited, debited }: Movement) {
  const entry = await movements.entry(factId);
  const begins = direction === "backwards" ? credited : debited;
  const part: Part = {
    ...nameOf(lot),
    from: Decimal.max(lot.from.minus(begins), 0),
    to: Decimal.min(lot.to.minus(begins), net.abs()),
  };
  return { entry, begins, pieces: piecesOf(flowsOf(entry), part, direction) };
}

/** A part of what an entry moved, as a lot of its position. */
async function lotOf(movements: Movements, { account, instrument, from, to }: Part, entry: MovedEntry, direction: Direction): Promise<Lot> {
  const { credited, debited } = await movements.before({ account, instrument }, entry);
  const begins = direction === "backwards" ? debited : credited;
  return { account, instrument, from: begins.plus(from), to: begins.plus(to) };
}

/** The lots that an entry is asked about: what it brought or, of what ended with it, what it took. Room only where it moved nothing else. */
export async function lotsOfEntry(
  movements: Movements,
  entry: MovedEntry,
  of: { readonly instrument?: string | undefined; readonly account?: string | undefined },
): Promise<Lot[]> {
  const flows = flowsOf(entry).filter(({ kind }) => kind !== "room");
  const asked = await Promise.all(
    flows.map(async ({ source, target }) =>
      target
        ? { part: target, lot: await lotOf(movements, target, entry, "forwards") }
        : source && { part: source, lot: await lotOf(movements, source, entry, "backwards") },
    ),
  );
  const lots = asked.flatMap((each) => (each && keepsLots(each.part.account) ? [each.lot] : []));
  const wanted = lots.filter(
    ({ account, instrument }) => (of.instrument ?? instrument) === instrument && (of.account ?? account) === account,
  );
  const units = wanted.filter(({ instrument }) => !instrument.startsWith("headroom/"));
  return units.length > 0 ? units : wanted;
}

/** A path as a text, and what a text says; what is no path of a walk is refused as a cursor. */
export function pathText(path: WalkPath): string {
  return path.map(({ start, branch }) => `${plain(start)}/${branch}`).join(",");
}
export function pathOf(text: string): WalkPath {
  return text.split(",").map((step) => {
    const [start = "", branch = ""] = /^(-?[0-9]{1,15}(?:\.[0-9]{1,6})?)\/([0-9]{1,4})$/.exec(step)?.slice(1) ?? [];
    if (start === "") throw new BadCursor();
    return { start: decimal(start), branch: Number(branch) };
  });
}

import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, decimal, least, plain, sum } from "../../../shared/kernel/decimal.ts";
import { invariant, required } from "../../../shared/kernel/invariant.ts";
import type { Account } from "../../../shared/ledger/account.ts";
import type { HoldPurpose } from "../../../shared/ledger/hold.ts";
import type { Instrument } from "../../../shared/ledger/instrument.ts";

/** A place in a registry that gives priority: when it was registered, and its number for those of the same moment. */
export interface Place {
  readonly at: Instant;
  readonly number: string;
}

/** What a pledge has in a slice. */
export interface RegisterEntry {
  readonly pledgeId: string;
  readonly bankId: string;
  /** Its registration here. */
  readonly registered: Place;
  /** Its registration in the registry that is statutory for the kind of asset, where that is another one; absent before it is filed. */
  readonly filed?: Place;
  /** Pledges of the same slice behind which it is paid by its bank's consent: its number stays what it is. */
  readonly paidAfter: readonly string[];
}

/** A freeze on a slice. The first of a slice is in force, those behind it wait for their turn (轮候). */
export interface RegisterFreeze {
  readonly freezeId: string;
  readonly enteredAt: Instant;
  /** When its turn began; absent while it waits. */
  readonly since?: Instant;
}

/**
 * A part of a position that is pledged, frozen or both. A slice lives as long as something is on it, and its tonnes are held in the ledger all
 * the while: for a pledge as long as one is on it, then for the freeze. Slices that were divided share a hold.
 */
export interface Slice {
  readonly sliceId: string;
  readonly holdId: string;
  /** Decimal string, above zero. */
  readonly quantity: string;
  /** In the order of their registration here. */
  readonly entries: readonly RegisterEntry[];
  readonly freezes: readonly RegisterFreeze[];
  /** The enforcement that it is about, while one is. */
  readonly enforcement?: EnforcementMark;
}

/** An enforcement of a pledge on a slice: parts of the slice keep it when the slice is divided. */
export interface EnforcementMark {
  readonly enforcementId: string;
  readonly pledgeId: string;
}

/** A position that can be pledged: its account and instrument. */
export interface PositionName {
  readonly account: Account;
  readonly instrument: Instrument;
}

/** Everything that lies on one position. One row: its version makes changes happen in turn, which keeps ranks total and stable. */
export interface Register extends PositionName {
  /** Member that owns it. */
  readonly partyId: string;
  /** Area whose authorities answer for it. */
  readonly area: string;
  readonly slices: readonly Slice[];
  /** Changes so far; numbers of registrations count on it. */
  readonly version: number;
  readonly changedAt: Instant;
}

/** A change of what is held in the ledger. */
export type HoldMove =
  | {
      readonly move: "hold";
      readonly holdId: string;
      readonly quantity: Decimal;
      readonly purpose: Extract<HoldPurpose, "pledge" | "freeze">;
    }
  | { readonly move: "release"; readonly holdId: string; readonly quantity: Decimal }
  | { readonly move: "post"; readonly holdId: string; readonly quantity: Decimal; readonly to: Account };

/** What a change of a register comes to: its slices afterwards, and what moves in the ledger in the same transaction. */
export interface RegisterChange {
  readonly slices: readonly Slice[];
  readonly moves: readonly HoldMove[];
  /** Freezes whose turn begins. */
  readonly turns: readonly string[];
}

/** Makes ids of new slices and holds, deterministic for the change: the first, the second and so on. */
export type NewIds = () => string;

/** Puts a pledge on free tonnes: a new slice, and a hold for it. */
export function addSlice(slices: readonly Slice[], quantity: Decimal, entry: RegisterEntry, newId: NewIds): RegisterChange {
  const [sliceId, holdId] = [newId(), newId()];
  const slice = { sliceId, holdId, quantity: plain(quantity), entries: [entry], freezes: [] };
  return { slices: [...slices, slice], moves: [{ move: "hold", holdId, quantity, purpose: "pledge" }], turns: [] };
}

/** Freezes free tonnes: a new slice, and a hold for it. The freeze is in force at once. */
export function freezeFree(
  slices: readonly Slice[],
  quantity: Decimal,
  freeze: Omit<RegisterFreeze, "since">,
  newId: NewIds,
): RegisterChange {
  const [sliceId, holdId] = [newId(), newId()];
  const slice = { sliceId, holdId, quantity: plain(quantity), entries: [], freezes: [{ ...freeze, since: freeze.enteredAt }] };
  return {
    slices: [...slices, slice],
    moves: [{ move: "hold", holdId, quantity, purpose: "freeze" }],
    turns: [freeze.freezeId],
  };
}

/** Puts a further pledge on a slice or a part of it: the tonnes are held already, and nothing moves. */
export function joinSlice(
  slices: readonly Slice[],
  { sliceId, quantity }: { readonly sliceId: string; readonly quantity: Decimal },
  entry: RegisterEntry,
  newId: NewIds,
): RegisterChange {
  return {
    slices: divided(slices, sliceId, quantity, (slice) => ({ ...slice, entries: [...slice.entries, entry] }), newId),
    moves: [],
    turns: [],
  };
}

/** Attaches a freeze to a slice or a part of it; it is in force at once unless another is. Nothing moves. */
export function attachFreeze(
  slices: readonly Slice[],
  { sliceId, quantity }: { readonly sliceId: string; readonly quantity: Decimal },
  freeze: Omit<RegisterFreeze, "since">,
  newId: NewIds,
): RegisterChange {
  const first = sliceIn(slices, sliceId).freezes.length === 0;
  const attached = { ...freeze, ...(first && { since: freeze.enteredAt }) };
  const after = divided(slices, sliceId, quantity, (slice) => ({ ...slice, freezes: [...slice.freezes, attached] }), newId);
  return { slices: after, moves: [], turns: first ? [freeze.freezeId] : [] };
}

/**
 * Takes a pledge off its slices, or `quantity` of it off one slice. Tonnes on which nothing is left are free again; those that are only frozen
 * from now on are held for the freeze.
 */
export function leave(
  slices: readonly Slice[],
  { pledgeId, sliceId, quantity }: { readonly pledgeId: string; readonly sliceId?: string; readonly quantity?: Decimal },
  newId: NewIds,
): RegisterChange {
  return taken(
    slices,
    { sliceId, quantity },
    (slice) => slice.entries.some((entry) => entry.pledgeId === pledgeId),
    newId,
    ({ enforcement, ...slice }) => ({
      ...slice,
      entries: slice.entries.filter((entry) => entry.pledgeId !== pledgeId),
      ...(enforcement && enforcement.pledgeId !== pledgeId && { enforcement }),
    }),
  );
}

/** Takes a freeze off its slices, or `quantity` of it off one slice. The next one's turn begins at `at`. */
export function lift(
  slices: readonly Slice[],
  {
    freezeId,
    sliceId,
    quantity,
    at,
  }: { readonly freezeId: string; readonly sliceId?: string; readonly quantity?: Decimal; readonly at: Instant },
  newId: NewIds,
): RegisterChange {
  return taken(
    slices,
    { sliceId, quantity },
    (slice) => slice.freezes.some((freeze) => freeze.freezeId === freezeId),
    newId,
    (slice) => {
      const [first, ...waiting] = slice.freezes.filter((freeze) => freeze.freezeId !== freezeId);
      return { ...slice, freezes: first ? [{ ...first, since: first.since ?? at }, ...waiting] : [] };
    },
  );
}

/** Moves tonnes of a slice to another account, such as who takes them over: every pledge and freeze on those tonnes ends here. */
export function takeOver(
  slices: readonly Slice[],
  { sliceId, quantity, to }: { readonly sliceId: string; readonly quantity: Decimal; readonly to: Account },
): RegisterChange {
  const slice = sliceIn(slices, sliceId);
  const rest = decimal(slice.quantity).minus(quantity);
  invariant(rest.gte(0), "no more is taken over than a slice has");
  const after = rest.isZero()
    ? slices.filter((each) => each.sliceId !== sliceId)
    : slices.map((each) => (each.sliceId === sliceId ? { ...each, quantity: plain(rest) } : each));
  return { slices: after, moves: [{ move: "post", holdId: slice.holdId, quantity, to }], turns: [] };
}

/** Changes the entries of a pledge wherever it stands. */
export function changeEntries(slices: readonly Slice[], pledgeId: string, change: (entry: RegisterEntry) => RegisterEntry): RegisterChange {
  const after = slices.map((slice) => ({
    ...slice,
    entries: slice.entries.map((entry) => (entry.pledgeId === pledgeId ? change(entry) : entry)),
  }));
  return { slices: after, moves: [], turns: [] };
}

/** The freeze in force on a slice. */
export function freezeInForce({ freezes }: Slice): RegisterFreeze | undefined {
  return freezes[0];
}

/** The slice of an id; a fault where there is none. */
export function sliceIn(slices: readonly Slice[], sliceId: string): Slice {
  return required(
    slices.find((slice) => slice.sliceId === sliceId),
    `slice ${sliceId}`,
  );
}

/** Slices on which a pledge stands. */
export function slicesOf(slices: readonly Slice[], pledgeId: string): readonly Slice[] {
  return slices.filter(({ entries }) => entries.some((entry) => entry.pledgeId === pledgeId));
}

/** Tonnes of some slices. */
export function quantityOf(slices: readonly Slice[]): Decimal {
  return sum(slices.map(({ quantity }) => decimal(quantity)));
}

/** Divides a slice where only a part of it is changed, and changes that part. Both parts share the hold. */
export function divided(
  slices: readonly Slice[],
  sliceId: string,
  quantity: Decimal,
  change: (slice: Slice) => Slice,
  newId: NewIds,
): readonly Slice[] {
  return slices.flatMap((slice) => {
    if (slice.sliceId !== sliceId) return [slice];
    const rest = decimal(slice.quantity).minus(quantity);
    invariant(quantity.gt(0) && rest.gte(0), "a part of a slice is not above the slice");
    if (rest.isZero()) return [change(slice)];
    return [{ ...slice, quantity: plain(rest) }, change({ ...slice, sliceId: newId(), quantity: plain(quantity) })];
  });
}

/** Takes something off slices: what becomes of the holds follows from what is left on each. */
function taken(
  slices: readonly Slice[],
  part: { readonly sliceId?: string | undefined; readonly quantity?: Decimal | undefined },
  concerns: (slice: Slice) => boolean,
  newId: NewIds,
  change: (slice: Slice) => Slice,
): RegisterChange {
  const moves: HoldMove[] = [];
  const turns: string[] = [];
  const concerned = slices.filter((slice) => concerns(slice) && (part.sliceId === undefined || slice.sliceId === part.sliceId));
  let after = slices;
  for (const { sliceId, quantity: whole } of concerned) {
    const quantity = least(part.quantity ?? decimal(whole), decimal(whole));
    const changing: Slice[] = [];
    after = divided(after, sliceId, quantity, (slice) => keep(changing, slice), newId);
    for (const slice of changing) {
      const left = rehold(slice, change(slice), moves, newId);
      turns.push(...begun(slice, left));
      after = after.flatMap((each) => (each.sliceId === slice.sliceId ? (left ? [left] : []) : [each]));
    }
  }
  return { slices: after, moves, turns };
}

function keep(into: Slice[], slice: Slice): Slice {
  into.push(slice);
  return slice;
}

/** The slice with the hold that fits what is left on it; undefined where nothing is. */
function rehold(before: Slice, after: Slice, moves: HoldMove[], newId: NewIds): Slice | undefined {
  const quantity = decimal(after.quantity);
  const ends = after.entries.length === 0 && after.freezes.length === 0;
  const freezes = before.entries.length > 0 && after.entries.length === 0;
  if (!ends && !freezes) return after;
  moves.push({ move: "release", holdId: before.holdId, quantity });
  if (ends) return undefined;
  const holdId = newId();
  moves.push({ move: "hold", holdId, quantity, purpose: "freeze" });
  return { ...after, holdId };
}

function begun(before: Slice, after: Slice | undefined): readonly string[] {
  const [first] = after?.freezes ?? [];
  return first && before.freezes[0]?.freezeId !== first.freezeId ? [first.freezeId] : [];
}

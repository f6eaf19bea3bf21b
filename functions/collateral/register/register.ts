import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, decimal, plain, sum } from "../../../shared/kernel/decimal.ts";
import { invariant, required } from "../../../shared/kernel/invariant.ts";
import type { Account } from "../../../shared/ledger/account.ts";
import { begun, inTurn } from "./freeze-terms.ts";
import type { NewFreeze, NewIds, RegisterChange, RegisterEntry, RegisterFreeze, Slice } from "./rows.ts";
import { divided, isFree, type PartOfSlices, taken } from "./taken.ts";

/** Puts a pledge on free tonnes: a new slice, and a hold for it. */
export function addSlice(slices: readonly Slice[], quantity: Decimal, entry: RegisterEntry, newId: NewIds): RegisterChange {
  const [sliceId, holdId] = [newId(), newId()];
  const slice = { sliceId, holdId, quantity: plain(quantity), entries: [entry], freezes: [] };
  return { slices: [...slices, slice], moves: [{ move: "hold", holdId, quantity, purpose: "pledge" }], turns: [] };
}

/** Freezes free tonnes: a new slice, and a hold for it. The freeze is in force at once. */
export function freezeFree(slices: readonly Slice[], quantity: Decimal, freeze: NewFreeze, newId: NewIds): RegisterChange {
  const [sliceId, holdId] = [newId(), newId()];
  const slice = { sliceId, holdId, quantity: plain(quantity), entries: [], freezes: [begun(freeze, freeze.enteredAt)] };
  return {
    slices: [...slices, slice],
    moves: [{ move: "hold", holdId, quantity, purpose: "freeze" }],
    turns: [freeze.freezeId],
  };
}

/** Puts a further pledge on a slice or a part of it: the tonnes are held already, and nothing moves. A freeze keeps further pledges off. */
export function joinSlice(
  slices: readonly Slice[],
  { sliceId, quantity }: { readonly sliceId: string; readonly quantity: Decimal },
  entry: RegisterEntry,
  newId: NewIds,
): RegisterChange {
  const { entries, freezes, enforcement } = sliceIn(slices, sliceId);
  invariant(enforcement === undefined, "no pledge joins a slice that is being enforced");
  invariant(freezes.length === 0, "no pledge joins a slice that is frozen");
  invariant(!entries.some(({ pledgeId }) => pledgeId === entry.pledgeId), "a pledge stands on a slice once");
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
  freeze: NewFreeze,
  newId: NewIds,
): RegisterChange {
  const { freezes } = sliceIn(slices, sliceId);
  invariant(!freezes.some(({ freezeId }) => freezeId === freeze.freezeId), "a freeze stands on a slice once");
  const first = freezes.length === 0;
  const attached = first ? begun(freeze, freeze.enteredAt) : freeze;
  const after = divided(slices, sliceId, quantity, (slice) => ({ ...slice, freezes: [...slice.freezes, attached] }), newId);
  return { slices: after, moves: [], turns: first ? [freeze.freezeId] : [] };
}

/**
 * Takes a pledge off its slices, or a part of it: off one slice, or off so many tonnes in the order of the slices. Tonnes on which nothing is
 * left are free again; those that are only frozen from now on are held for the freeze.
 */
export function leave(
  slices: readonly Slice[],
  { pledgeId, ...part }: { readonly pledgeId: string } & PartOfSlices,
  newId: NewIds,
): RegisterChange {
  return taken(
    slices,
    part,
    (slice) => slice.entries.some((entry) => entry.pledgeId === pledgeId),
    newId,
    (slice) => without(slice, new Set([pledgeId])),
  );
}

/** Takes a freeze off its slices, or a part of it, as `leave` does for pledges. The next one's turn begins at `at`. */
export function lift(
  slices: readonly Slice[],
  { freezeId, at, ...part }: { readonly freezeId: string; readonly at: Instant } & PartOfSlices,
  newId: NewIds,
): RegisterChange {
  return taken(
    slices,
    part,
    (slice) => slice.freezes.some((freeze) => freeze.freezeId === freezeId),
    newId,
    (slice) => ({
      ...slice,
      freezes: inTurn(
        slice.freezes.filter((freeze) => freeze.freezeId !== freezeId),
        at,
      ),
    }),
  );
}

/**
 * Takes pledges off whatever they stand on although nothing is to be released: the right has expired, and the ledger has closed the holds
 * already.
 */
export function withdraw(slices: readonly Slice[], pledgeIds: ReadonlySet<string>): RegisterChange {
  const after = slices.map((slice) => without(slice, pledgeIds));
  return { slices: after.filter((slice) => !isFree(slice)), moves: [], turns: [] };
}

/** A slice without some pledges, and without an enforcement of one of them. */
function without({ enforcement, ...slice }: Slice, pledgeIds: ReadonlySet<string>): Slice {
  return {
    ...slice,
    entries: slice.entries.filter(({ pledgeId }) => !pledgeIds.has(pledgeId)),
    ...(enforcement && !pledgeIds.has(enforcement.pledgeId) && { enforcement }),
  };
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
export function freezeInForce({ freezes }: Pick<Slice, "freezes">): RegisterFreeze | undefined {
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

import { Decimal } from "../../../shared/kernel/decimal.ts";
import { scaleOf } from "../../../shared/ledger/instrument.ts";
import type { PositionName } from "../../../shared/statements/postings.ts";
import type { Flow, Part } from "./flows.ts";

/** Towards where tonnes came from, or towards where they went. */
export const directions = ["backwards", "forwards"] as const;
/** One of them. */
export type Direction = (typeof directions)[number];

/** A part of a flow: how much of its near side, that of the position that was asked about, and the same units on its far side. */
export interface Piece {
  readonly flow: Flow;
  /** Place of the flow among those of its entry. */
  readonly branch: number;
  readonly near: Part;
  /** Absent where they began or ended. */
  readonly far: Part | undefined;
}

/**
 * The pieces of an entry's flows that cover a part of what it brought to a position (backwards) or took from it (forwards), in the order of
 * their offsets. Several pieces cover the same units where these came from quota and took room under a cap as well.
 */
export function piecesOf(flows: readonly Flow[], { account, instrument, from, to }: Part, direction: Direction): Piece[] {
  const pieces = flows.flatMap((flow, branch): Piece[] => {
    const [near, far] = direction === "backwards" ? [flow.target, flow.source] : [flow.source, flow.target];
    if (near?.account !== account || near.instrument !== instrument) return [];
    const [start, end] = [Decimal.max(near.from, from), Decimal.min(near.to, to)];
    if (start.gte(end)) return [];
    const part = { ...near, from: start, to: end };
    const same = far && sameUnits(near, far, part);
    // Room of less than the smallest part of a tonne is counted with the next.
    return same?.from.eq(same.to) ? [] : [{ flow, branch, near: part, far: same }];
  });
  return pieces.toSorted((one, other) => one.near.from.cmp(other.near.from) || one.branch - other.branch);
}

/** The part of the far side of a flow that has the same units as a part of its near side: in whole units of its instrument. */
function sameUnits(near: Part, far: Part, { from, to }: Part): Part {
  const [size, farSize] = [near.to.minus(near.from), far.to.minus(far.from)];
  const scale = scaleOf(far.instrument);
  const place = (at: Decimal): Decimal => {
    const offset = at.minus(near.from);
    const exact = size.eq(farSize) ? offset : offset.mul(farSize).div(size);
    return far.from.plus(exact.toDecimalPlaces(scale, Decimal.ROUND_DOWN));
  };
  return { ...far, from: place(from), to: to.eq(near.to) ? far.to : place(to) };
}

/**
 * A part of everything that ever came to a position, from the first unit on. What leaves a position is what came to it first: the unit that
 * leaves it as the n-th is the one that came to it as the n-th. So the same numbers tell what left.
 */
export interface Lot extends PositionName {
  readonly from: Decimal;
  readonly to: Decimal;
}

import { freezesOn } from "./on-slices.ts";
import type { Slice } from "./rows.ts";

/** Slices of a position at once: whatever a change does to all of them fits into one transaction. */
export const mostSlices = 40;
/** Freezes of a position at once, in force or waiting: they end together with the right. */
export const mostFreezes = 40;
/** Pledges and freezes on all slices at once, each as often as it stands on one: the row of a register and its versions stay small. */
export const mostLines = 400;

/**
 * Pledges on a slice at once: one transaction pays all of them when its tonnes are sold, where each may be repaid and join the lists of its bank
 * and of every area of the city: eleven writes each, and about thirty others.
 */
export const mostEntries = 6;

/** Whether there are more slices, freezes or lines than a register takes: the change is refused. */
export function isFull(slices: readonly Slice[]): boolean {
  return slices.length > mostSlices || freezesOn(slices).size > mostFreezes || linesOn(slices) > mostLines;
}

/** Whether there is room for one more line, on a slice of its own or on a part of a slice that is divided for it. */
export function hasRoom(slices: readonly Slice[], sliceId?: string): boolean {
  const divided = slices.filter((slice) => slice.sliceId === sliceId);
  return slices.length < mostSlices && freezesOn(slices).size < mostFreezes && linesOn(slices) + linesOn(divided) < mostLines;
}

function linesOn(slices: readonly Slice[]): number {
  return slices.reduce((all, { entries, freezes }) => all + entries.length + freezes.length, 0);
}

import type { Slice } from "./rows.ts";

/** Freezes and pledges that stood on some slice before and stand on none after, each once. */
export function goneFrom(before: readonly Slice[], after: readonly Slice[]): { readonly pledges: string[]; readonly freezes: string[] } {
  return {
    pledges: [...pledgesOn(before)].filter((id) => !pledgesOn(after).has(id)),
    freezes: [...freezesOn(before)].filter((id) => !freezesOn(after).has(id)),
  };
}

/** Pledges that stand on slices, in the order of the slices. */
export function pledgesOn(slices: readonly Slice[]): ReadonlySet<string> {
  return new Set(slices.flatMap(({ entries }) => entries.map(({ pledgeId }) => pledgeId)));
}

/** Freezes that stand on slices, in the order of the slices. */
export function freezesOn(slices: readonly Slice[]): ReadonlySet<string> {
  return new Set(slices.flatMap(({ freezes }) => freezes.map(({ freezeId }) => freezeId)));
}

/** Slices on which a freeze stands, in force or waiting. */
export function slicesFrozenBy(slices: readonly Slice[], freezeId: string): readonly Slice[] {
  return slices.filter(({ freezes }) => freezes.some((freeze) => freeze.freezeId === freezeId));
}

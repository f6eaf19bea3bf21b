import { dayOf, endOfDay, plusMonths } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import type { NewFreeze, NewIds, RegisterChange, RegisterFreeze, Slice } from "./rows.ts";
import { taken } from "./taken.ts";

/** Takes a freeze off the slices on which its term is over by `now`. The next one's turn began when it was. */
export function endTerm(
  slices: readonly Slice[],
  { freezeId, now }: { readonly freezeId: string; readonly now: Instant },
  newId: NewIds,
): RegisterChange {
  return taken(
    slices,
    {},
    (slice) => slice.freezes[0]?.freezeId === freezeId && isOver(slice, now),
    newId,
    ({ freezes: [first, ...waiting], ...slice }) => ({ ...slice, freezes: inTurn(waiting, first?.until ?? now) }),
  );
}

/** Begins the term of a freeze anew on the slices on which it is in force. */
export function renew(
  slices: readonly Slice[],
  { freezeId, months, at }: { freezeId: string; months: number; at: Instant },
): RegisterChange {
  const after = slices.map((slice) => {
    const [first, ...waiting] = slice.freezes;
    if (first?.freezeId !== freezeId) return slice;
    return { ...slice, freezes: [{ ...first, until: termFrom(at, months) }, ...waiting] };
  });
  return { slices: after, moves: [], turns: [] };
}

/** When the next term of a freeze ends on any slice; undefined where nothing is frozen. */
export function nextTermEnd(slices: readonly Slice[]): Instant | undefined {
  return slices.flatMap((slice) => slice.freezes[0]?.until ?? []).sort()[0];
}

/** Freezes whose term is over by an instant on some slice, each once. */
export function freezesOver(slices: readonly Slice[], now: Instant): readonly string[] {
  return [...new Set(slices.filter((slice) => isOver(slice, now)).flatMap((slice) => slice.freezes[0]?.freezeId ?? []))];
}

/** Whether the term of the freeze in force on a slice is over. */
function isOver(slice: Slice, now: Instant): boolean {
  const until = slice.freezes[0]?.until;
  return until !== undefined && until <= now;
}

/** A queue of freezes whose first is in force: where it waited until now, its turn begins. */
export function inTurn([first, ...waiting]: readonly RegisterFreeze[], at: Instant): readonly RegisterFreeze[] {
  if (!first) return [];
  return [first.since === undefined ? begun(first, at) : first, ...waiting];
}

/** A freeze whose turn begins at an instant. */
export function begun(freeze: NewFreeze, at: Instant): RegisterFreeze {
  return { ...freeze, since: at, until: termFrom(at, freeze.months) };
}

/** The end of a term of so many months: its first day does not count, its last day is the same day of the month (Civil Code, 201 and 202). */
function termFrom(at: Instant, months: number): Instant {
  return endOfDay(plusMonths(dayOf(at), months));
}

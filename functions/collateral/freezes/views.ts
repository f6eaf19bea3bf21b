import type * as z from "zod";
import { decimal, plain } from "../../../shared/kernel/decimal.ts";
import { slicesFrozenBy } from "../register/on-slices.ts";
import type { Register, RegisterFreeze, Slice } from "../register/rows.ts";
import type { freezesEndpoints } from "./contract.ts";
import type { Freeze } from "./rows.ts";

type ResponseOf<Name extends keyof typeof freezesEndpoints> = z.input<(typeof freezesEndpoints)[Name]["response"]>;
/** A freeze, as it is read. */
export type FreezeView = ResponseOf<"readFreeze">;
/** A queue, as it is read. */
export type QueueView = ResponseOf<"readFreezeQueue">;

/** A freeze with what it has on slices. */
export function freezeView({ enteredBy: _enteredBy, ...freeze }: Freeze, slices: readonly Slice[]): FreezeView {
  const parts = slicesFrozenBy(slices, freeze.freezeId).map(({ sliceId, quantity, entries, freezes }) => {
    const place = freezes.findIndex(({ freezeId }) => freezeId === freeze.freezeId);
    return { sliceId, quantity: plain(decimal(quantity)), place: place + 1, pledged: entries.length > 0, ...turnOf(freezes[place]) };
  });
  return { ...freeze, parts };
}

/** The queue of freezes on a slice. */
export function queueView({ account, instrument }: Register, slice: Slice, rows: ReadonlyMap<string, Freeze>): QueueView {
  const freezes = slice.freezes.flatMap((freeze) => {
    const { freezeId, enteredAt, months } = freeze;
    const row = rows.get(freezeId);
    return row ? [{ freezeId, court: row.court, caseNumber: row.caseNumber, enteredAt, months, ...turnOf(freeze) }] : [];
  });
  const pledges = slice.entries.map(({ registered }) => registered.number);
  return { account, instrument, sliceId: slice.sliceId, quantity: plain(decimal(slice.quantity)), pledges, freezes };
}

function turnOf(freeze: RegisterFreeze | undefined) {
  return { ...(freeze?.since !== undefined && { since: freeze.since }), ...(freeze?.until !== undefined && { until: freeze.until }) };
}

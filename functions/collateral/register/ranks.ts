import type { Registry } from "../asset-kinds.ts";
import type { Place, RegisterEntry, Slice } from "./register.ts";

/**
 * The entries of a slice by rank: by the time and number of the registry that is statutory for the kind of asset, never by when they were
 * applied for (Civil Code, articles 414 and 415). What that registry does not have yet comes after all that it has, by its place here.
 */
export function ranked({ entries }: Pick<Slice, "entries">, registry: Registry): readonly RegisterEntry[] {
  return entries.toSorted((one, other) => compare(placeOf(one, registry), placeOf(other, registry)));
}

/** The entries of a slice in the order in which they are paid: by rank, except that a bank may have agreed to be paid after another. */
export function paymentOrder(slice: Pick<Slice, "entries">, registry: Registry): readonly RegisterEntry[] {
  const order = [...ranked(slice, registry)];
  for (const entry of ranked(slice, registry).toReversed()) {
    const place = order.indexOf(entry);
    const behind = Math.max(place, ...entry.paidAfter.map((pledgeId) => order.findIndex((each) => each.pledgeId === pledgeId)));
    order.splice(place, 1);
    order.splice(behind, 0, entry);
  }
  return order;
}

/** Entries of a slice that rank before a pledge: what a junior bank has to know. */
export function seniorsOf(slice: Pick<Slice, "entries">, pledgeId: string, registry: Registry): readonly RegisterEntry[] {
  const order = paymentOrder(slice, registry);
  return order.slice(
    0,
    Math.max(
      0,
      order.findIndex((entry) => entry.pledgeId === pledgeId),
    ),
  );
}

/** Filed or not, then the place. */
function placeOf({ registered, filed }: RegisterEntry, registry: Registry): readonly [number, Place] {
  if (registry === "exchange") return [0, registered];
  return filed ? [0, filed] : [1, registered];
}

function compare([oneGroup, one]: readonly [number, Place], [otherGroup, other]: readonly [number, Place]): number {
  if (oneGroup !== otherGroup) return oneGroup - otherGroup;
  const [left, right] = [`${one.at} ${one.number}`, `${other.at} ${other.number}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

import type { Registry } from "../asset-kinds.ts";
import type { Place, RegisterEntry, Slice } from "./rows.ts";

/**
 * The entries of a slice by rank: by the time and number of the registry that is statutory for the kind of asset, never by when they were
 * applied for (Civil Code, articles 414 and 415). What that registry does not have yet comes after all that it has, by its place here.
 */
export function ranked({ entries }: Pick<Slice, "entries">, registry: Registry): readonly RegisterEntry[] {
  return entries.toSorted((one, other) => compare(one, other, registry));
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

/** What ranks an entry, in turn: whether the statutory registry has it, its time and number there, and those here. */
function rankOf({ registered, filed }: RegisterEntry, registry: Registry): readonly Place[] {
  return registry === "exchange" || !filed ? [registered] : [filed, registered];
}

function compare(one: RegisterEntry, other: RegisterEntry, registry: Registry): number {
  const [places, otherPlaces] = [rankOf(one, registry), rankOf(other, registry)];
  // Two places: it is filed where that counts.
  if (places.length !== otherPlaces.length) return otherPlaces.length - places.length;
  return places.reduce((order, place, index) => order || comparePlaces(place, otherPlaces[index] ?? place), 0);
}

function comparePlaces(one: Place, other: Place): number {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1;
  return compareNumbers(one.number, other.number);
}

/** Numbers of registrations as people order them: runs of digits count by their value, so that 10 comes after 9; then as texts. */
function compareNumbers(one: string, other: string): number {
  const [left, right] = [sortable(one), sortable(other)];
  if (left !== right) return left < right ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The text with the length of each run of digits before it. */
function sortable(number: string): string {
  return number.replace(/\d+/g, (digits) => {
    const value = digits.replace(/^0+(?=\d)/, "");
    return `${String(value.length).padStart(3, "0")}${value}`;
  });
}

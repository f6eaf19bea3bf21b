import { recordHashOf } from "../../../../shared/records/record-hash.ts";

/** A record that should follow its block, or one that does: its place, the hash that is sealed or computed, and its line. */
export interface PlacedRecord {
  readonly key: string;
  readonly hash: string;
  readonly line: number;
}

/** What is not as it was sealed about one record. */
export interface RecordFault {
  readonly kind: "altered" | "dropped" | "inserted" | "moved";
  readonly key: string;
  readonly line: number;
}

/**
 * Compares the records that follow a block with those that its entries name, in order. A record whose place is not sealed in the block stands for
 * the one that is missing there, if it stands in that one's place: then its id or its time was altered.
 */
export function recordFaults(sealed: readonly PlacedRecord[], found: readonly PlacedRecord[]): RecordFault[] {
  const byKey = new Map(sealed.map((entry) => [entry.key, entry]));
  const foundKeys = new Set(found.map(({ key }) => key));
  const faults: RecordFault[] = [];
  const replaced = new Set<string>();
  const met = new Set<string>();
  for (const [position, { key, hash, line }] of found.entries()) {
    const entry = byKey.get(key);
    const inPlace = sealed[position];
    if (entry && met.has(key)) faults.push({ kind: "inserted", key, line });
    else if (entry && entry.hash !== hash) faults.push({ kind: "altered", key, line });
    else if (!entry && inPlace && found.length === sealed.length && !foundKeys.has(inPlace.key)) {
      replaced.add(inPlace.key);
      faults.push({ kind: "altered", key: inPlace.key, line });
    } else if (!entry) faults.push({ kind: "inserted", key, line });
    met.add(key);
  }
  for (const [position, { key, line }] of sealed.entries()) {
    const next = found[position]?.line;
    if (!foundKeys.has(key) && !replaced.has(key)) faults.push({ kind: "dropped", key, line: next ?? found.at(-1)?.line ?? line });
  }
  const moved = faults.length === 0 ? movedIn(sealed, found) : undefined;
  return moved ? [moved] : faults.toSorted((one, other) => one.line - other.line);
}

/** The record that stands elsewhere than it was sealed, where nothing else is wrong. */
function movedIn(sealed: readonly PlacedRecord[], found: readonly PlacedRecord[]): RecordFault | undefined {
  const position = found.findIndex(({ key }, index) => key !== sealed[index]?.key);
  const [stands, expected] = [found[position], sealed[position]];
  if (!stands || !expected) return undefined;
  const without = (records: readonly PlacedRecord[], key: string) => records.filter((each) => each.key !== key).map((each) => each.key);
  const movedBack = without(sealed, expected.key).join() === without(found, expected.key).join();
  return { kind: "moved", key: movedBack ? expected.key : stands.key, line: stands.line };
}

/** The hash of a record; empty for one that holds what no record does, such as a number with a fraction. */
export function hashOf(record: Parameters<typeof recordHashOf>[0]): string {
  try {
    return recordHashOf(record);
  } catch {
    return "";
  }
}

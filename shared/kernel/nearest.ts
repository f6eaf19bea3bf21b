import leven from "leven";

/** The known name that differs least from a given one, by at most a third of its letters; upper and lower case are the same. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const written = name.toLowerCase();
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const each of known) {
    const allowed = Math.max(1, Math.floor(each.length / 3));
    // The difference of lengths is a lower bound: an input with thousands of odd names stays cheap.
    if (Math.abs(each.length - written.length) > allowed) continue;
    const distance = leven(written, each.toLowerCase());
    if (distance <= allowed && distance < least) [best, least] = [each, distance];
  }
  return best;
}

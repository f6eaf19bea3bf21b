import { nearest } from "../kernel/nearest.ts";

/** `; did you mean X?` for a name that is close to a known one, and nothing otherwise: the end of a sentence of a command line. */
export function didYouMean(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}

import type * as z from "zod";

/** Something that is not as it has to be: where (a JSON pointer that goes on inside texts which hold JSON) and what. */
export interface Difference {
  readonly pointer: string;
  readonly detail: string;
}

/** One thing that was recomputed, and where that gave something else; the check holds if there is nothing. */
export interface Check {
  readonly check: string;
  readonly differences: readonly Difference[];
}

/** What was found out about a document. */
export interface Judgement {
  /** Id of what the document is about. */
  readonly subject: string;
  /** What was recomputed, the most specific first: the first difference says best what was altered. */
  readonly checks: readonly Check[];
  /** Values that follow from the document, to be compared with what the exchange has published. */
  readonly recomputed: Readonly<Record<string, string>>;
}

/** A kind of document that can be verified; a new one is a row of the table. */
export interface Kind {
  readonly name: string;
  /** What it is and where it comes from. */
  readonly what: string;
  /** What is recomputed of it, for `--help`. */
  readonly help: string;
  /** Its members; others are refused. */
  readonly schema: z.ZodObject;
  /** Judges a document that fits the schema. */
  readonly judge: (document: unknown) => Judgement;
}

/** The difference of two texts at a place; nothing if they are equal. */
export function differing(pointer: string, stands: string | null | undefined, recomputed: string | null | undefined): Difference[] {
  if (stands === recomputed) return [];
  return [{ pointer, detail: `is ${JSON.stringify(stands ?? null)}, should be ${JSON.stringify(recomputed ?? null)}` }];
}

/** The first place where two JSON values differ, in the order of the recomputed one; nothing if they are equal. */
export function firstDifference(stands: unknown, recomputed: unknown, pointer: string): Difference[] {
  if (typeof stands !== "object" || typeof recomputed !== "object" || stands === null || recomputed === null) {
    return stands === recomputed ? [] : [{ pointer, detail: `is ${shown(stands)}, should be ${shown(recomputed)}` }];
  }
  const names = new Set([...Object.keys(recomputed), ...Object.keys(stands)]);
  for (const name of names) {
    const [one, other] = [memberOf(stands, name), memberOf(recomputed, name)];
    const [first] = firstDifference(one, other, `${pointer}/${name}`);
    if (first) return [first];
  }
  return [];
}

function memberOf(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

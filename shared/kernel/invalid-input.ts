import type * as z from "zod";
import { refuse } from "./outcome.ts";

/** A document that can't be read: where (JSON Pointer, RFC 6901; empty for the whole document) and why. */
export interface InvalidInput {
  readonly code: "invalid-input";
  readonly pointer: string;
  readonly detail: string;
}

/** The refusal of a document at `path`, with a reason a person can act on. */
export function invalidInput(path: readonly PropertyKey[], detail: string): { readonly ok: false; readonly refusal: InvalidInput } {
  return refuse({ code: "invalid-input", pointer: jsonPointer(path), detail });
}

/**
 * The refusal for the first issue of a failed parse; the pointer of an unknown key is the key itself. `prefix` is the path of the parsed
 * part.
 */
export function invalidInputOf(
  error: z.ZodError,
  prefix: readonly PropertyKey[] = [],
): { readonly ok: false; readonly refusal: InvalidInput } {
  const issue = error.issues[0];
  if (issue === undefined) return invalidInput(prefix, "not valid");
  const path = [...prefix, ...issue.path];
  if (issue.code === "unrecognized_keys") return invalidInput([...path, ...issue.keys.slice(0, 1)], "unknown key");
  return invalidInput(path, issue.message);
}

/** The JSON Pointer (RFC 6901) of a path of keys and indices. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

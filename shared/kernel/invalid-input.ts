import type * as z from "zod";
import { firstInputError } from "./input-errors.ts";
import { messageIn } from "./message.ts";
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
 * The refusal for the first fault of a parse with `expectation`, in English; the pointer of an unknown member is the member itself. `prefix`
 * is the path of the parsed part.
 */
export function invalidInputOf(
  error: z.ZodError,
  prefix: readonly PropertyKey[] = [],
): { readonly ok: false; readonly refusal: InvalidInput } {
  const { path = prefix, detail = "not valid" } = firstInputError(error, prefix) ?? {};
  return invalidInput(path, messageIn(detail, "en"));
}

/** The JSON Pointer (RFC 6901) of a path of keys and indices. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

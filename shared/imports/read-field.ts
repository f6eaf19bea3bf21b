import type * as z from "zod";
import { expectation } from "../kernel/expectations.ts";
import { firstInputError } from "../kernel/input-errors.ts";
import { textFault } from "../kernel/text.ts";

/** A field as its schema reads it, or what is expected in its place, in both languages; `written` is what stands in the file. */
export function readField(schema: z.ZodType, field: string, written = field): { readonly value: unknown } | { readonly detail: string } {
  const parsed = schema.safeParse(field, { error: expectation });
  const detail = textFault(written) ?? firstInputError(parsed.error)?.detail;
  return detail === undefined ? { value: parsed.data } : { detail };
}

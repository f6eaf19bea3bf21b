import type * as z from "zod";
import { expectation } from "../../shared/kernel/expectations.ts";
import { inputErrorsOf } from "../../shared/kernel/input-errors.ts";
import { invalidInput, jsonPointer } from "../../shared/kernel/invalid-input.ts";
import { messageIn } from "../../shared/kernel/message.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import type { InvalidDocument } from "./command.ts";

/** Faults that are written out; of more there is the number. */
const faultsShown = 100;

/** Where a document is wrong, and what is. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly detail: string;
}

/** Decodes a document; refused with everything that is wrong with its form, a JSON pointer each. */
export function readAll<Schema extends z.ZodType>(schema: Schema, document: unknown): Outcome<z.output<Schema>, InvalidDocument> {
  const parsed = schema.safeParse(document, { error: expectation });
  if (parsed.success) return accept(parsed.data);
  return invalidDocument([...inputErrorsOf(parsed.error.issues)].map(({ path, detail }) => ({ path, detail: messageIn(detail, "en") })));
}

/** The refusal of a document for all of its faults; the first hundred are told. */
export function invalidDocument(faults: readonly Fault[]): { readonly ok: false; readonly refusal: InvalidDocument } {
  const [first, ...others] = faults;
  const { refusal } = invalidInput(first?.path ?? [], first?.detail ?? "not valid");
  const further = others.slice(0, faultsShown - 1).map(({ path, detail }) => ({ pointer: jsonPointer(path), detail }));
  const more = faults.length - faultsShown;
  return refuse({ ...refusal, further: more > 0 ? [...further, { pointer: "", detail: `${more} more errors` }] : further });
}

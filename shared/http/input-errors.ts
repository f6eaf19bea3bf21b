import type { InputError } from "../kernel/input-errors.ts";
import { jsonPointer } from "../kernel/invalid-input.ts";
import { message, messageIn } from "../kernel/message.ts";
import { type Refusal, refuse } from "../kernel/outcome.ts";
import type { Bilingual } from "../kernel/problem.ts";
import { textFault } from "../kernel/text.ts";

/** Where an input is wrong: a JSON pointer below `/params`, `/query` or `/body`, and what is expected there. */
export interface ListedError {
  readonly pointer: string;
  readonly detail: string;
}

/** Input that is refused: its first errors, and how many there are in all. */
export interface ValidationRefusal extends Refusal {
  readonly code: "validation-failed";
  readonly errors: readonly ListedError[];
  readonly errorCount: number;
}

/** Number of errors that an answer lists. */
export const errorsListed = 20;

/** Refuses an input for its errors; lists the first twenty in the reader's language and counts the rest. */
export function validationFailed(faults: Iterable<InputError>, language: keyof Bilingual) {
  const errors: ListedError[] = [];
  let errorCount = 0;
  for (const { path, detail } of faults) {
    errorCount += 1;
    if (errorCount <= errorsListed) errors.push({ pointer: jsonPointer(path), detail: messageIn(detail, language) });
  }
  return refuse<ValidationRefusal>({ code: "validation-failed", errors, errorCount });
}

/** The texts of an input, names of members included, that the rule for texts does not allow, at any depth. */
export function* textFaults(value: unknown, path: readonly PropertyKey[]): Generator<InputError> {
  if (typeof value === "string") {
    const detail = textFault(value);
    if (detail !== undefined) yield { path, detail };
  } else if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      const within = [...path, name];
      if (!Array.isArray(value)) yield* textFaults(name, within);
      yield* textFaults(member, within);
    }
  }
}

const given = {
  twice: message("重复给出", "given more than once"),
  bodyOfRead: message("查询不带请求体", "a read takes no body"),
};

/** Query parameters that are given more than once, which API Gateway joins with commas. */
export function* repeatedParameters(rawQuery: string): Generator<InputError> {
  const names = [...new URLSearchParams(rawQuery).keys()];
  if (new Set(names).size === names.length) return;
  const counted = Map.groupBy(names, (name) => name);
  for (const [name, all] of counted) if (all.length > 1) yield { path: ["query", name], detail: given.twice };
}

/** The error of a read with a body: nothing that is sent is ignored. */
export const bodyOfRead: InputError = { path: ["body"], detail: given.bodyOfRead };

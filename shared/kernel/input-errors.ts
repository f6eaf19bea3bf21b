import type * as z from "zod";
import { message } from "./message.ts";
import { nearest } from "./nearest.ts";

/** Where an input is wrong, as a path of keys, and what is expected there, in both languages. */
export interface InputError {
  readonly path: readonly PropertyKey[];
  readonly detail: string;
}

/**
 * The faults behind the issues of a parse with `expectation`, at paths that begin with `within`. Every unknown member is reported by itself, and
 * of a union the faults within the option that was meant are reported, not just that no option fits.
 */
export function* inputErrorsOf(issues: readonly z.core.$ZodIssue[], within: readonly PropertyKey[] = []): Generator<InputError> {
  for (const issue of issues) {
    const path = [...within, ...issue.path];
    const option = issue.code === "invalid_union" ? meantOption(issue.errors) : undefined;
    if (option) yield* inputErrorsOf(option, path);
    else if (issue.code === "unrecognized_keys") {
      const known = issue.message === "" ? [] : issue.message.split(",");
      for (const name of issue.keys) yield { path: [...path, name], detail: unknownMember(name, known) };
    } else yield { path, detail: issue.message };
  }
}

/** The first fault of a failed parse; undefined if there was no error. */
export function firstInputError(error: z.ZodError | undefined, within: readonly PropertyKey[] = []): InputError | undefined {
  return error && inputErrorsOf(error.issues, within).next().value;
}

/** The option with the fewest issues among those that the value as a whole could be. */
function meantOption(options: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  const possible = options.filter((issues) => issues.every(({ path, code }) => path.length > 0 || code === "unrecognized_keys"));
  return possible.toSorted((one, other) => one.length - other.length).at(0);
}

/** Why a member is refused: it is unknown, and perhaps a known one is meant. */
function unknownMember(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  if (meant !== undefined) return message(`未知的字段，是否应为 ${meant}？`, `unknown member; did you mean ${meant}?`);
  return message("未知的字段", "unknown member");
}

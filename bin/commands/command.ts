import type * as z from "zod";
import type { InvalidInput } from "../../shared/kernel/invalid-input.ts";
import type { Outcome } from "../../shared/kernel/outcome.ts";

/** One row of the command table: a pure function from a JSON document to a JSON document. */
export interface Command {
  /** Name on the command line. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Text of `--help` after the usage: rules, defaults, an example. */
  readonly help: string;
  /** Schema of the input document. */
  readonly input: z.ZodType;
  /** Schema of the output document. */
  readonly output: z.ZodType;
  /** Returns the output, or a refusal with a JSON pointer into the input. Never throws for bad input. */
  readonly run: (document: unknown) => Outcome<unknown, InvalidInput>;
}

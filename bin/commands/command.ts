import type * as z from "zod";
import type { InvalidInput } from "../../shared/kernel/invalid-input.ts";
import type { Outcome } from "../../shared/kernel/outcome.ts";

/** One row of the command table: a pure function from a JSON document to a JSON document. */
export interface Command {
  /** The word on the command line. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `--help` says beyond the usage: rules, defaults, an example. */
  readonly help: string;
  /** Schema of the document that goes in. */
  readonly input: z.ZodType;
  /** Schema of the document that comes out. */
  readonly output: z.ZodType;
  /** Gives the output, or says with a JSON pointer what is wrong with the input. Never throws for bad input. */
  readonly run: (document: unknown) => Outcome<unknown, InvalidInput>;
}

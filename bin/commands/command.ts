import type * as z from "zod";
import type { InvalidInput } from "../../shared/kernel/invalid-input.ts";
import type { Outcome } from "../../shared/kernel/outcome.ts";

/** A part of the document that may lie in a second file, in another form: `--bids FILE`. */
export interface Companion {
  /** Name of the option, and of the member of the document that the file stands for. */
  readonly option: string;
  /** One line for `--help`. */
  readonly summary: string;
  /** The value of the member, or everything that is wrong with the file, a sentence each. */
  readonly read: (bytes: Uint8Array) => Outcome<unknown, WrongFile>;
  /** Whether it is evidence about the document: it is handed over beside it, and no document can bring its own. */
  readonly apart?: boolean;
  /** Whether it goes with a document of lines only; the other companions never do. */
  readonly streamedOnly?: boolean;
}

/** What was read from the companion files of a document of lines, by option. */
export type BesideLines = Readonly<Record<string, unknown>>;

/** A document of many lines, read one by one: it may be larger than memory. */
export interface StreamedDocument {
  /** Options of the companions that go with it. */
  readonly takes: readonly string[];
  /** Whether a first line is that of such a document. */
  readonly recognises: (line: Buffer) => boolean;
  /** The output for a document, or a refusal; `beside` has what was read from its companion files. */
  readonly run: (first: Buffer, rest: AsyncIterable<Buffer>, beside: BesideLines) => Promise<Outcome<unknown, InvalidDocument>>;
}

/** Everything that is wrong with a file. */
export interface WrongFile {
  readonly code: "wrong-file";
  readonly errors: readonly string[];
}

/** What is wrong with a document: the first fault, and the further ones of a reader that finds them all. */
export interface InvalidDocument extends InvalidInput {
  readonly further?: readonly Pick<InvalidInput, "pointer" | "detail">[];
}

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
  /**
   * Returns the output, or a refusal with JSON pointers into the input. Never throws for bad input. `beside` has what was read from a
   * companion file that is handed over apart.
   */
  readonly run: (document: unknown, beside?: unknown) => Outcome<unknown, InvalidDocument>;
  /** Documents of many lines that the command reads as well. */
  readonly streamed?: readonly StreamedDocument[];
  /** The document that is meant where no FILE is named; absent for commands that read standard input then. */
  readonly alone?: unknown;
  /** Parts of the input that may lie in files of their own. */
  readonly companions: readonly Companion[];
  /** What speaks against a document that was read and judged, in a sentence; undefined if nothing does. Absent for commands that don't judge. */
  readonly verdict?: (output: unknown) => string | undefined;
}

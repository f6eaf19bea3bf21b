import type { Readable, Writable } from "node:stream";
import { didYouMean } from "../../shared/command-line/did-you-mean.ts";
import { readWords, WrongWords } from "../../shared/command-line/words.ts";
import { type InvalidInput, invalidInput } from "../../shared/kernel/invalid-input.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { accept, type Outcome } from "../../shared/kernel/outcome.ts";
import type { BesideLines, Command, Companion, InvalidDocument } from "./command.ts";
import { readDocument } from "./document.ts";
import { beginningOf, openInput, readInput, UnreadableFile } from "./input.ts";
import { linesOf } from "./lines.ts";
import { Output } from "./output.ts";
import { commandSchemas } from "./schemas.ts";

/** Where a command reads and writes. */
export interface Streams {
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
}

/** Exit codes: success; bad input or usage; a document that was read and found wrong. */
const done = 0;
const bad = 2;
const wrong = 3;

/**
 * Runs one command line and returns its exit code: 0 success, 2 bad usage or input (an unreadable file, too), 3 a document that does not
 * verify, 1 a fault. What goes wrong is one sentence on standard error.
 */
export async function runCommandLine(commands: readonly Command[], words: readonly string[], streams: Streams): Promise<number> {
  const output = new Output(streams.output);
  try {
    return await dispatch(commands, words, streams, output);
  } catch (error) {
    const told = error instanceof WrongWords || error instanceof UnreadableFile;
    streams.errors.write(`ecovalue: ${error instanceof Error ? error.message : String(error)}\n`);
    return told || (error instanceof Error && "syscall" in error) ? bad : 1;
  }
}

async function dispatch(commands: readonly Command[], words: readonly string[], streams: Streams, output: Output): Promise<number> {
  const { values, positionals } = parseWords(commands, words);
  const [name, ...operands] = positionals;
  const names = [...commands.map((each) => each.name), "schema", "help"];
  const found = (wanted = ""): Command => {
    const command = commands.find((each) => each.name === wanted);
    if (command) return command;
    throw new WrongWords(
      wanted === "" ? `which command? ${commands.map((each) => each.name).join(" or ")}` : unknownCommand(wanted, names),
    );
  };
  if (values.help || name === "help") {
    const topic = name === "help" ? operands[0] : name;
    await output.write(topic === undefined ? overview(commands) : topic === "schema" ? schemaHelp(commands) : helpOf(found(topic)));
    return done;
  }
  if (operands.length > 1) throw new WrongWords(`one ${name === "schema" ? "command" : "file"} at a time`);
  if (name === "schema") {
    await output.write(`${JSON.stringify(commandSchemas(found(operands[0])), undefined, 2)}\n`);
    return done;
  }
  const command = found(name);
  if (operands.length === 0 && command.alone !== undefined) return runAlone(command, values.lines === true, output);
  const file = operands[0] ?? "-";
  const beside = companionFiles(command, values);
  if ([file, ...beside.map((each) => each.file)].filter((each) => each === "-").length > 1) {
    throw new WrongWords("standard input can be one file only");
  }
  if (!values.lines) return runDocument(command, { file, beside }, streams, output);
  if (beside[0]) throw new WrongWords(`--lines and --${beside[0].option} do not go together`);
  return runLines(command, file, streams, output);
}

function unknownCommand(wanted: string, names: readonly string[]): string {
  const meant = didYouMean(wanted, names);
  // A file without a command is the likeliest of all mistakes.
  return `no command ${JSON.stringify(wanted)}${meant || (/[./\\]/.test(wanted) ? "; the command comes before the file" : `; there are ${names.join(", ")}`)}`;
}

function parseWords(commands: readonly Command[], words: readonly string[]) {
  const options = commands.flatMap(({ companions }) => companions.map(({ option }) => option));
  return readWords(words, {
    help: { type: "boolean", short: "h" },
    lines: { type: "boolean" },
    ...Object.fromEntries(options.map((option) => [option, { type: "string" }] as const)),
  });
}

/** A file with a part of the document. */
interface CompanionFile extends Companion {
  readonly file: string;
}

/** The companion files that were named; throws for one that the command does not take. */
function companionFiles({ name, companions }: Command, values: ReturnType<typeof parseWords>["values"]): readonly CompanionFile[] {
  const { help: _help, lines: _lines, ...files } = values as Readonly<Record<string, string | boolean | undefined>>;
  return Object.entries(files).map(([option, file]) => {
    const companion = companions.find((each) => each.option === option);
    if (!companion) throw new WrongWords(`${name} takes no --${option}`);
    return { ...companion, file: String(file) };
  });
}

/** The files of one run: the document, and its companions. */
interface Files {
  readonly file: string;
  readonly beside: readonly CompanionFile[];
}

async function runDocument(command: Command, files: Files, streams: Streams, output: Output): Promise<number> {
  const fail = (...errors: readonly string[]): number => {
    for (const error of errors) streams.errors.write(`ecovalue ${command.name}: ${error}\n`);
    return bad;
  };
  const { whole, streamed } = await opened(command, files.file, streams);
  for (const { option, streamedOnly = false } of files.beside) {
    if (streamed ? !streamed.takes.includes(option) : streamedOnly) throw new WrongWords(`--${option} does not go with this document`);
  }
  let document = streamed ? accept(undefined) : readDocument(whole);
  let apart: unknown;
  const lines: Record<string, unknown> = {};
  for (const { option, file, read, ...companion } of files.beside) {
    if (!document.ok) break;
    const part = read(await readInput(file, streams.input));
    if (!part.ok) return fail(...part.refusal.errors.map((error) => `${file}: ${error}`));
    if (streamed) lines[option] = part.value;
    else if (companion.apart) apart = part.value;
    else document = joined(document.value, option, part.value);
  }
  const result = streamed ? await streamed.run(lines) : document.ok ? command.run(document.value, apart) : document;
  if (!result.ok) return fail(...faultsOf(result.refusal).map(({ pointer, detail }) => `${placeOf(pointer)}: ${detail}`));
  await output.write(`${JSON.stringify(result.value, undefined, 2)}\n`);
  const verdict = command.verdict?.(result.value);
  if (verdict === undefined) return done;
  fail(verdict);
  return wrong;
}

/** A document as a whole, or how to read it line by line where it is one of many lines. */
interface Opened {
  readonly whole: Buffer;
  readonly streamed?: {
    readonly takes: readonly string[];
    readonly run: (beside: BesideLines) => Promise<Outcome<unknown, InvalidDocument>>;
  };
}

/** Opens a document: a file of many lines is never held as a whole. */
async function opened({ streamed: kinds = [] }: Command, file: string, { input }: Streams): Promise<Opened> {
  const whole = Buffer.alloc(0);
  const kindOf = (line: Buffer) => kinds.find((kind) => kind.recognises(line));
  if (kinds.length === 0 || (file !== "-" && !kindOf(await beginningOf(file)))) return { whole: await readInput(file, input) };
  const lines = linesOf(await openInput(file, input));
  const { value: first } = await lines.next();
  if (first === undefined) return { whole };
  const kind = kindOf(first);
  if (kind) return { whole, streamed: { takes: kind.takes, run: (beside) => kind.run(first, lines, beside) } };
  const all = [first];
  for await (const line of lines) all.push(line);
  return { whole: Buffer.concat(all.flatMap((line) => [line, Buffer.from("\n")])) };
}

/** The document with a member from its companion file; refused if it has that member itself. */
function joined(document: unknown, option: string, value: unknown): Outcome<unknown, InvalidInput> {
  if (typeof document !== "object" || document === null || Array.isArray(document)) return invalidInput([], "not a JSON object");
  if (Object.hasOwn(document, option)) return invalidInput([option], `stands in the document already: leave it out, or --${option}`);
  return accept({ ...document, [option]: value });
}

/** The answer of a command that needs no file. */
async function runAlone({ name, alone, run }: Command, inOneLine: boolean, output: Output): Promise<number> {
  const result = run(alone);
  invariant(result.ok, `${name} answers without a file`);
  await output.write(`${JSON.stringify(result.value, undefined, inOneLine ? 0 : 2)}\n`);
  return done;
}

/** One document a line, one answer a line; a line is read only after the previous answer was written. */
async function runLines(command: Command, file: string, streams: Streams, output: Output): Promise<number> {
  let code: number = done;
  for await (const line of linesOf(await openInput(file, streams.input))) {
    const document = readDocument(line);
    const result = document.ok ? command.run(document.value) : document;
    const verdict = result.ok ? command.verdict?.(result.value) : undefined;
    code = Math.max(code, result.ok ? (verdict === undefined ? done : wrong) : bad);
    const answer = result.ok ? result.value : errorLine(result.refusal);
    if (!(await output.write(`${JSON.stringify(answer)}\n`))) break;
  }
  return code;
}

/** Every fault of a document, the first one first. */
function faultsOf({ pointer, detail, further = [] }: InvalidDocument): readonly Pick<InvalidDocument, "pointer" | "detail">[] {
  return [{ pointer, detail }, ...further];
}

function errorLine(refusal: InvalidDocument) {
  const [error, ...furtherErrors] = faultsOf(refusal);
  return { error, ...(furtherErrors.length > 0 && { furtherErrors }) };
}

function schemaHelp(commands: readonly Command[]): string {
  const names = commands.map((command) => command.name).join(", ");
  return `Usage: ecovalue schema COMMAND\n\nPrints { "input", "output" }: the JSON Schemas (2020-12) of a command. Commands: ${names}.\n`;
}

function placeOf(pointer: string): string {
  return pointer === "" ? "the document" : pointer;
}

function overview(commands: readonly Command[]): string {
  const rows = [
    ...commands.map(({ name, summary }) => ({ name, summary })),
    { name: "schema", summary: "print the JSON Schemas of a command" },
  ];
  const width = Math.max(...rows.map((row) => row.name.length));
  return `Usage: ecovalue COMMAND [--lines] [FILE]

JSON in (FILE, or standard input where FILE is - or absent), JSON out. The functions of the exchange on files: no cloud needed.

${rows.map((row) => `  ${row.name.padEnd(width)}  ${row.summary}`).join("\n")}

ecovalue COMMAND --help says more. Exit code 0: done; 2: bad input, with its JSON pointer on standard error; 3: a document that does not
verify; 1: a fault of the program.
`;
}

function helpOf(command: Command): string {
  const options = command.companions.map(({ option }) => ` [--${option} FILE]`).join("");
  const beside = command.companions.map(({ option, summary }) => `\n--${option} FILE: ${summary}.\n`).join("");
  return `Usage: ecovalue ${command.name} [--lines]${options} [FILE]

${command.summary[0]?.toUpperCase() ?? ""}${command.summary.slice(1)}.

FILE is a JSON document; ${command.alone === undefined ? "- or none" : "-"} is standard input. With --lines, FILE holds one document a line, and each gives one line;
a bad line gives { "error": { "pointer", "detail" } } in its place, with "furtherErrors" if there are more, and exit code 2 at the end.
ecovalue schema ${command.name} prints the JSON Schemas of input and output.
${beside}
${command.help}
`;
}

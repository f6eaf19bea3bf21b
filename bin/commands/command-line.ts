import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Readable, Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { parseArgs } from "node:util";
import type { Command } from "./command.ts";
import { readDocument } from "./document.ts";
import { linesOf } from "./lines.ts";
import { Output } from "./output.ts";
import { commandSchemas } from "./schemas.ts";

/** Where a command reads and writes. */
export interface Streams {
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
}

/** Exit codes: success; bad input or usage. */
const done = 0;
const bad = 2;

/** Runs one command line and returns its exit code: 0 success, 2 bad usage or input (including an unreadable file), 1 a fault. */
export async function runCommandLine(commands: readonly Command[], words: readonly string[], streams: Streams): Promise<number> {
  const output = new Output(streams.output);
  try {
    return await dispatch(commands, words, streams, output);
  } catch (error) {
    streams.errors.write(`ecovalue: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof Error && "syscall" in error ? bad : 1;
  }
}

async function dispatch(commands: readonly Command[], words: readonly string[], streams: Streams, output: Output): Promise<number> {
  const usage = (message: string) => {
    streams.errors.write(`ecovalue: ${message}\n\n${overview(commands)}`);
    return bad;
  };
  let parsed: ReturnType<typeof parseWords>;
  try {
    parsed = parseWords(words);
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error));
  }
  const { help, lines } = parsed.values;
  const [name, ...operands] = parsed.positionals;
  if (name === undefined || name === "help") {
    const topic = commands.find((command) => command.name === operands[0]);
    if (name === undefined && !help) return usage("which command?");
    await output.write(topic ? helpOf(topic) : overview(commands));
    return done;
  }
  if (name === "schema") return help ? schemaHelp(commands, output) : schema(commands, operands, output, usage);
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) return usage(`no command ${JSON.stringify(name)}`);
  if (help) {
    await output.write(helpOf(command));
    return done;
  }
  if (operands.length > 1) return usage("one file at a time");
  const file = operands[0] ?? "-";
  return lines ? runLines(command, file, streams, output) : runDocument(command, file, streams, output);
}

function parseWords(words: readonly string[]) {
  return parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { help: { type: "boolean", short: "h", default: false }, lines: { type: "boolean", default: false } },
  });
}

async function runDocument(command: Command, file: string, streams: Streams, output: Output): Promise<number> {
  const bytes = file === "-" ? await buffer(streams.input) : await readFile(file);
  const document = readDocument(bytes);
  const result = document.ok ? command.run(document.value) : document;
  if (!result.ok) {
    streams.errors.write(`ecovalue ${command.name}: ${placeOf(result.refusal.pointer)}: ${result.refusal.detail}\n`);
    return bad;
  }
  await output.write(`${JSON.stringify(result.value, undefined, 2)}\n`);
  return done;
}

/** One document a line, one answer a line; a line is read only after the previous answer was written. */
async function runLines(command: Command, file: string, streams: Streams, output: Output): Promise<number> {
  let code = done;
  for await (const line of linesOf(file === "-" ? streams.input : createReadStream(file))) {
    const document = readDocument(line);
    const result = document.ok ? command.run(document.value) : document;
    if (!result.ok) code = bad;
    const answer = result.ok ? result.value : { error: { pointer: result.refusal.pointer, detail: result.refusal.detail } };
    if (!(await output.write(`${JSON.stringify(answer)}\n`))) break;
  }
  return code;
}

async function schema(commands: readonly Command[], operands: readonly string[], output: Output, usage: (message: string) => number) {
  const command = commands.find((candidate) => candidate.name === operands[0]);
  if (command === undefined || operands.length > 1) return usage("schema of which command?");
  await output.write(`${JSON.stringify(commandSchemas(command), undefined, 2)}\n`);
  return done;
}

async function schemaHelp(commands: readonly Command[], output: Output): Promise<number> {
  const names = commands.map((command) => command.name).join(", ");
  await output.write(
    `Usage: ecovalue schema COMMAND\n\nPrints { "input", "output" }: the JSON Schemas (2020-12) of a command. Commands: ${names}.\n`,
  );
  return done;
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

ecovalue COMMAND --help says more. Exit code 0: done; 2: bad input, with its JSON pointer on standard error.
`;
}

function helpOf(command: Command): string {
  return `Usage: ecovalue ${command.name} [--lines] [FILE]

${command.summary[0]?.toUpperCase() ?? ""}${command.summary.slice(1)}.

FILE is a JSON document; - or none is standard input. With --lines, FILE holds one document a line, and each gives one line;
a bad line gives { "error": { "pointer", "detail" } } in its place and exit code 2 at the end.
ecovalue schema ${command.name} prints the JSON Schemas of input and output.

${command.help}
`;
}

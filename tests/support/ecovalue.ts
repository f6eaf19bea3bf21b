import { Readable, Writable } from "node:stream";
import { expect } from "vitest";
import { runCommandLine } from "../../bin/commands/command-line.ts";
import { commands } from "../../bin/commands/table.ts";

/** Runs the command line in this process and gives what it wrote and its exit code. */
export async function ecovalue(words: string[], input: string | Buffer = ""): Promise<{ out: string; errors: string; code: number }> {
  const written = { out: "", errors: "" };
  const into = (name: keyof typeof written) =>
    new Writable({
      write(chunk, _encoding, done) {
        written[name] += String(chunk);
        done();
      },
    });
  const code = await runCommandLine(commands, words, {
    input: Readable.from([Buffer.from(input)]),
    output: into("out"),
    errors: into("errors"),
  });
  // No wording of the schema library reaches people.
  expect(`${written.out}${written.errors}`).not.toMatch(/Invalid (?:input|option|key)|Unrecognized|expected \w+, received/);
  return { ...written, code };
}

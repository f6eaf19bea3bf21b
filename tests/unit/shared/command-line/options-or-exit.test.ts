import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const project = join(import.meta.dirname, "../../../..");
const run = promisify(execFile);
const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as { readonly scripts: Record<string, string> };

/** Where a program reads its words, if not in its own file. */
const readers: Readonly<Record<string, string>> = { "infra/demo/demo.ts": "infra/demo/place.ts" };

/** Exit code and output of a program. */
function outcomeOf(words: string) {
  const [program = "", ...others] = words.split(" ");
  const ended = run(process.execPath, [join(project, program), ...others], { env: { PATH: process.env.PATH ?? "" } });
  return ended.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}

describe("the programs of the project", () => {
  it("all read their words in the same way", () => {
    const programs = Object.values(scripts).flatMap((script) => /\bnode (\S+\.ts)/.exec(script)?.[1] ?? []);
    expect(programs.length).toBeGreaterThan(10);
    const others = programs.filter((program) => {
      const source = readFileSync(join(project, readers[program] ?? program), "utf8");
      return !/\b(?:optionsOrExit|runCloudCommand|runCommandLine)\(/.test(source) || /\bparseArgs\b/.test(source);
    });
    expect(others).toEqual([]);
  });

  it.each([
    ["infra/running/start.ts --help", "npm start -- "],
    ["infra/build.ts bidding-api -h", "npm run build -- "],
  ])("%s: explains itself and does nothing else", async (words, usage) => {
    expect(await outcomeOf(words)).toEqual({ code: 0, stdout: expect.stringMatching(new RegExp(`^${usage}`)), stderr: "" });
  });

  it.each([
    ["infra/running/start.ts --port 80b", "--port (or ECOVALUE_PORT) is a number from 1 to 65533, not 80b;"],
    ["infra/demo/demo.ts --prot 1", "no option --prot;"],
    ["infra/describe.ts --publsh", "no option --publsh; did you mean --publish?"],
    ["infra/cost/cost-command.ts idle", 'it takes no words, and "idle" is one;'],
    ["infra/restore/restore-drill.ts drill", "drill is no action: restore, check, prepare, relay, remove;"],
  ])("%s: is refused in one line", async (words, sentence) => {
    expect(await outcomeOf(words)).toEqual({ code: 2, stdout: "", stderr: `${sentence} --help shows the options\n` });
  });
});

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const project = join(import.meta.dirname, "../../../..");
const run = promisify(execFile);

describe("the programs of the local cloud", () => {
  /** Exit code and output of a program. */
  function outcomeOf(program: string, ...words: string[]) {
    const ended = run(process.execPath, [join(project, program), ...words], { env: { PATH: process.env.PATH ?? "" } });
    return ended.then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
    );
  }

  it("explain themselves when asked, and refuse what is no option of theirs in one line", async () => {
    const asked = [
      outcomeOf("infra/running/start.ts", "--help"),
      outcomeOf("infra/running/start.ts", "--port", "80b"),
      outcomeOf("infra/demo/demo.ts", "--prot", "1"),
    ];
    expect(await Promise.all(asked)).toEqual([
      { code: 0, stdout: expect.stringMatching(/^npm start -- /), stderr: "" },
      { code: 2, stdout: "", stderr: "--port is a number from 1 to 65533, not 80b; --help shows the options\n" },
      { code: 2, stdout: "", stderr: "no option --prot; --help shows the options\n" },
    ]);
  });
});

import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const folder = fileURLToPath(new URL("../../infra/running/commands/", import.meta.url));

describe("commands on the local cloud", () => {
  it.each<[words: string[], sentence: RegExp]>([
    [["token.ts", "nobody"], /^no persona "nobody"; there are operator, operator-second, bureau, .*; --help shows the options\n$/],
    [["token.ts", "oprator"], /^no persona "oprator"; did you mean operator\? --help shows the options\n$/],
    [["clock.ts", "3x", "--stat", "x"], /^no option --stat; did you mean --state\? --help shows the options\n$/],
    [["clock.ts", "3x"], /^"3x" is no step: 30s, 90m, 2h or 5d; --help shows the options\n$/],
  ])("say what is wrong with %j in one sentence and exit 2", async ([file = "", ...words], sentence) => {
    const child = spawn(process.execPath, [`${folder}${file}`, ...words], { stdio: "pipe" });
    const code = new Promise<number | null>((resolve) => child.on("exit", resolve));
    expect(await text(child.stderr)).toMatch(sentence);
    expect(await code).toBe(2);
  });
});

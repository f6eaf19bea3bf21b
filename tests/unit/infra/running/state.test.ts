import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { keptAssembly } from "../../../../infra/running/kept-assembly.ts";
import { commandPrefix, makeStateFolder } from "../../../../infra/running/state.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const project = join(import.meta.dirname, "../../../..");
const run = promisify(execFile);

/** Whether the lint of the project finds nothing in a folder. */
async function lints(folder: string): Promise<boolean> {
  try {
    await run(join(project, "node_modules/.bin/biome"), ["check", "."], { cwd: folder });
    return true;
  } catch (error) {
    if (error instanceof Error && "stdout" in error) return false;
    throw error;
  }
}

describe("a state folder inside the project", () => {
  it("is invisible to the lint, with everything that a session writes into it", async () => {
    const root = temporaryFolder("project");
    for (const file of ["biome.json", ".gitignore"]) copyFileSync(join(project, file), join(root, file));
    mkdirSync(join(root, "infra"));
    writeFileSync(join(root, "infra/app.ts"), "export const one = 1;\n");
    const state = join(root, "infra/mystate");
    makeStateFolder(state);
    writeFileSync(join(state, "book.json"), '{"book":[\n1]}');
    writeFileSync(join(state, "own.ts"), "var x = 1");
    expect(await lints(root)).toBe(true);
    // The lint does see such files elsewhere.
    rmSync(join(state, ".gitignore"));
    expect(await lints(root)).toBe(false);
  });

  it("is no input of the assembly, wherever it is", async () => {
    const root = temporaryFolder("project");
    let made = 0;
    const synthesize = async (): Promise<void> => {
      made += 1;
      mkdirSync(join(root, "dist/assembly"), { recursive: true });
    };
    const keep = () => keptAssembly({ root, folder: join(root, "dist/assembly"), settings: {}, synthesize });
    mkdirSync(join(root, "infra"));
    await keep();
    makeStateFolder(join(root, "infra/mystate"));
    writeFileSync(join(root, "infra/mystate/tables.db"), "rows");
    await keep();
    expect(made).toBe(1);
  });

  it("is named by one variable in every command, unless it is the usual one", () => {
    expect([commandPrefix(".local"), commandPrefix("mystate")]).toEqual(["", "ECOVALUE_STATE=mystate "]);
  });
});

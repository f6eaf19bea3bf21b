import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { keptAssembly } from "../../../../infra/running/kept-assembly.ts";
import { commandPrefix, ForeignFolder, makeStateFolder } from "../../../../infra/running/state.ts";
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

  it("is refused when it holds things of others, which stay as they are", async () => {
    const root = temporaryFolder("project");
    mkdirSync(join(root, "logs"));
    writeFileSync(join(root, ".gitignore"), "node_modules\n");
    const start = join(project, "infra/running/start.ts");
    const ended = run(process.execPath, [start, "--state", root, "--fresh"], { env: { PATH: process.env.PATH } });
    await expect(ended).rejects.toMatchObject({
      ...{ code: 2, stdout: "" },
      stderr: `${root} holds other things than the state of a local cloud: name a new or an empty folder with --state or ECOVALUE_STATE; --help shows the options\n`,
    });
    expect([readdirSync(root), readFileSync(join(root, ".gitignore"), "utf8")]).toEqual([[".gitignore", "logs"], "node_modules\n"]);
    expect(() => makeStateFolder(join(root, ".gitignore"))).toThrow(ForeignFolder);
  });

  it("is taken again after a local cloud has run in it, with what people have put there, and keeps its own list of what to ignore", () => {
    const state = join(temporaryFolder("project"), "state");
    makeStateFolder(state);
    makeStateFolder(state);
    for (const file of ["lock", "book.json"]) writeFileSync(join(state, file), "");
    writeFileSync(join(state, ".gitignore"), "*\n!book.json\n");
    makeStateFolder(state);
    expect(readFileSync(join(state, ".gitignore"), "utf8")).toBe("*\n!book.json\n");
  });

  it("and the port are named by one variable each for npm start", async () => {
    const env = { PATH: process.env.PATH, ECOVALUE_PORT: "8247", ECOVALUE_STATE: "mystate" };
    const { stdout } = await run(process.execPath, [join(project, "infra/running/start.ts"), "--help"], { env });
    expect(stdout).toMatch(/--port PORT .*\(8247\).*\n.*--state FOLDER .*\(mystate\)/);
  });

  it("is named by one variable in every command, unless it is the usual one", () => {
    expect([commandPrefix(".local"), commandPrefix("mystate")]).toEqual(["", "ECOVALUE_STATE=mystate "]);
  });
});

import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const root = join(import.meta.dirname, "../../..");
const helper = join(root, "tests/support/temporary-folder.ts");

/** A program that makes a temporary folder with a file in it, tells its path by `tell`, and goes on. */
function program(tell: string): string {
  const file = join(temporaryFolder("program"), "program.mjs");
  writeFileSync(
    file,
    `import { parentPort } from "node:worker_threads";
import { writeFileSync } from "node:fs";
const { temporaryFolder } = await import(${JSON.stringify(helper)});
const folder = temporaryFolder("mine");
writeFileSync(folder + "/file", "");
setInterval(() => {}, 1000);
${tell}(folder);`,
  );
  return file;
}

async function isRemoved(folder: string): Promise<void> {
  // The folder of the whole process lies around it, directly in the system's.
  expect(dirname(dirname(folder))).toBe(tmpdir());
  await expect.poll(() => existsSync(dirname(folder)), { timeout: 10_000 }).toBe(false);
}

it("a temporary folder is removed when its process is killed", async () => {
  const child = fork(program("process.send"), { execArgv: ["--disable-warning=ExperimentalWarning"] });
  const [folder] = (await once(child, "message")) as [string];
  expect(existsSync(join(folder, "file"))).toBe(true);
  child.kill("SIGKILL");
  await isRemoved(folder);
});

it("a temporary folder is removed when its thread is terminated", async () => {
  const thread = new Worker(program("parentPort.postMessage.bind(parentPort)"));
  const [folder] = (await once(thread, "message")) as [string];
  expect(existsSync(join(folder, "file"))).toBe(true);
  await thread.terminate();
  await isRemoved(folder);
});

it("tests and benches make temporary folders with the helper only", () => {
  // What is run by hand ends by itself, and keeps its folder where that explains a failure.
  const files = globSync("tests/**/*.ts", { cwd: root, exclude: ["tests/{chaos,proofs}/**"] });
  expect(files.length).toBeGreaterThan(80);
  const own = files.filter((file) => /\bmkdtemp|\btmpdir\b/.test(readFileSync(join(root, file), "utf8")));
  expect(own.sort()).toEqual(["tests/support/temporary-folder.ts", "tests/unit/support/temporary-folder.test.ts"]);
});

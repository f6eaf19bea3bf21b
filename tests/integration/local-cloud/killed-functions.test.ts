import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Functions, startFunctions } from "../../../infra/local-cloud/functions/functions.ts";
import { markedProcesses } from "../../../infra/local-cloud/state-folder.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const dieBySignal = "process.kill(process.pid, 'SIGKILL')";
/** Code of functions by what happens to their processes. */
const codes = {
  plain: "export const handler = async () => process.pid;",
  "dies while it runs": `export const handler = async () => ${dieBySignal};`,
  "exits while it runs": "export const handler = async () => process.exit(3);",
  "waits to be killed":
    "import { writeFileSync } from 'node:fs'; export const handler = async ({ file }) => { writeFileSync(file, ''); await new Promise(() => {}); };",
  "is killed once while it starts": `import { existsSync, writeFileSync } from 'node:fs';
    const file = new URL('started', import.meta.url);
    if (!existsSync(file)) { writeFileSync(file, ''); ${dieBySignal}; }
    export const handler = async () => 'ran';`,
  "can't be loaded": "throw new Error('no');",
};

describe("processes of functions that are killed", () => {
  let state: string;
  let functions: Functions;

  function start(name: keyof typeof codes, idleMilliseconds?: number): void {
    state = temporaryFolder("functions");
    const folder = join(state, "code");
    mkdirSync(folder);
    mkdirSync(join(state, "logs"));
    writeFileSync(join(folder, "index.mjs"), codes[name]);
    const limits = { timeoutSeconds: 20, memoryMb: 128, environment: {} };
    functions = startFunctions({
      definitions: [{ name, arn: "arn", folder, handler: "index.handler", ...limits }],
      ...{ state, lead: () => 0, maximumEnvironments: 2, ...(idleMilliseconds !== undefined && { idleMilliseconds }) },
    });
  }
  afterEach(() => functions.stop());

  /** Kills a process and waits until it has ended, without giving this process the time to notice it. */
  function killUnnoticed(pid: unknown): void {
    process.kill(Number(pid), "SIGKILL");
    // Its last thread closes its files.
    const hasEnded = (): boolean =>
      /\) Z/.test(readFileSync(`/proc/${Number(pid)}/stat`, "utf8")) && readdirSync(`/proc/${Number(pid)}/task`).length === 1;
    while (!hasEnded());
  }

  it("one that ended while it was idle costs no event: another process runs it", async () => {
    start("plain");
    const { payload: first } = await functions.invoke("plain", {});
    killUnnoticed(first);
    const { payload: second, functionError } = await functions.invoke("plain", {});
    expect(functionError).toBeUndefined();
    expect(second).not.toBe(first);
  });

  it("one that has just ended has no clock to move", async () => {
    start("plain");
    const { payload } = await functions.invoke("plain", {});
    killUnnoticed(payload);
    await functions.setLead(60_000);
    expect(await functions.invoke("plain", {})).toMatchObject({ payload: expect.any(Number) });
  });

  it.each(["dies while it runs", "exits while it runs"] as const)("one that %s fails its event, as on Lambda", async (name) => {
    start(name);
    expect(await functions.invoke(name, {})).toMatchObject({ functionError: "Unhandled", payload: { errorType: "Runtime.ExitError" } });
  });

  it("all that run when a crash ends them fail their events, and waiting events run", async () => {
    start("waits to be killed");
    const files = Array.from({ length: 3 }, (_, index) => join(state, `begun-${index}`));
    const begun = (): number => files.filter((file) => existsSync(file)).length;
    const results = files.map((file) => functions.invoke("waits to be killed", { file }));
    // Two at a time.
    await expect.poll(begun, { timeout: 30_000 }).toBe(2);
    functions.kill("waits to be killed");
    await expect.poll(begun, { timeout: 30_000 }).toBe(3);
    functions.kill("waits to be killed");
    for (const result of await Promise.all(results)) expect(result).toMatchObject({ functionError: "Unhandled" });
    expect(functions.busy()).toBe(0);
  });

  it("one that is killed while it starts costs no event", async () => {
    start("is killed once while it starts");
    expect(await functions.invoke("is killed once while it starts", {})).toMatchObject({ payload: "ran" });
  });

  it("none that can be loaded is a refusal for every event, also for those that wait", async () => {
    start("can't be loaded");
    const results = await Promise.allSettled(Array.from({ length: 3 }, () => functions.invoke("can't be loaded", {})));
    for (const result of results)
      expect(result).toMatchObject({ status: "rejected", reason: { message: /could not be started; see logs/ } });
  });

  it("those that are idle end by themselves", async () => {
    start("plain", 1);
    await functions.invoke("plain", {});
    await expect.poll(() => markedProcesses(state), { timeout: 10_000 }).toEqual([]);
  });
});

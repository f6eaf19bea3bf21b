import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../../infra/local-cloud/local-cloud.ts";
import { startRemoteLocalCloud } from "../../../infra/local-cloud/remote-local-cloud.ts";
import { LocalCloudRunsAlready, markedProcesses } from "../../../infra/local-cloud/state-folder.ts";
import { callThings, smallAssembly, smallCloudOptions, startSmallCloud, stateFolder } from "../../support/small-cloud.ts";

/** Ids of the processes of a local cloud that run this program or module, without the shells that watch them. */
function processesOf(state: string, program: string): number[] {
  return markedProcesses(state).filter((pid) => {
    const [name, ...rest] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return !name?.endsWith("/sh") && [name, ...rest].some((part) => part?.endsWith(program));
  });
}

describe("a local cloud out of a synthesized assembly", () => {
  let assembly: string;
  let cloud: LocalCloud;
  const told: string[] = [];
  const notices: string[] = [];
  beforeAll(async () => {
    assembly = smallAssembly();
    cloud = await startSmallCloud({ assembly, onDenied: (denial) => told.push(denial), onNotice: (line) => notices.push(line) });
  });
  afterAll(() => cloud.stop());

  async function countOf(id: string): Promise<unknown> {
    const { body } = await callThings(cloud, "get", { id, sk: "count" });
    return (body.result as { count?: { N: string } } | null)?.count?.N;
  }

  it("runs functions behind routes, with tokens of its issuer", async () => {
    const id = randomUUID();
    const token = await cloud.token("mill");
    expect(await callThings(cloud, "put", { id, kind: "plain" }, token)).toMatchObject({ status: 200 });
    expect(await callThings(cloud, "get", { id }, token)).toMatchObject({ body: { result: { kind: { S: "plain" } } } });
    expect(await callThings(cloud, "claims", {}, token)).toMatchObject({
      body: { result: { claims: { sub: "persona-mill", aud: "things" } } },
    });
  });

  it("denies what a function's role does not grant, with the error AWS gives", async () => {
    const denied = await callThings(cloud, "scan");
    expect(denied).toMatchObject({ status: 400, body: { name: "AccessDeniedException" } });
    expect(String(denied.body.message)).toMatch(
      /is not authorized to perform: dynamodb:Scan on resource: arn:aws-cn:dynamodb:cn-north-1:000000000000:table\//,
    );
  });

  it("tells of each denial once, and keeps it in the state folder", async () => {
    for (let time = 0; time < 2; time++) expect(await callThings(cloud, "scan")).toMatchObject({ status: 400 });
    const scans = told.filter((denial) => denial.startsWith("dynamodb:Scan"));
    expect(scans).toEqual([
      "dynamodb:Scan on arn:aws-cn:dynamodb:cn-north-1:000000000000:table/things-000000000000 is not granted to thing-api",
    ]);
    const kept = readFileSync(join(cloud.state, "denied.log"), "utf8");
    expect(kept.split("\n").filter((line) => line.endsWith(` ${scans[0]}`))).toHaveLength(1);
  });

  it("shows functions nothing of the host's environment", async () => {
    const { body } = await callThings(cloud, "environment");
    const names = body.result as string[];
    expect(names).toContain("AWS_ENDPOINT_URL_DYNAMODB");
    expect(names).not.toContain("HOME");
    expect(names).not.toContain("VITEST");
  });

  it("ends a function that takes too long, or ends by itself, and goes on", async () => {
    const [late, died] = await Promise.all([callThings(cloud, "loop"), callThings(cloud, "die")]);
    expect(late).toEqual({ status: 500, body: { message: "Internal Server Error" } });
    expect(died).toEqual({ status: 500, body: { message: "Internal Server Error" } });
    expect(await callThings(cloud, "now")).toMatchObject({ status: 200 });
  });

  it("answers 413 for a body whose event is more than a function takes, which base64 makes of 4.7 MB", async () => {
    const post = async (bytes: number) =>
      fetch(`${cloud.address.apiUrl}/open/now`, {
        ...{ method: "POST", body: Buffer.alloc(bytes, "x") },
        headers: { "content-type": "application/octet-stream" },
      });
    const large = await post(4_730_000);
    expect([large.status, await large.json()]).toEqual([413, { message: "Request Entity Too Large" }]);
    expect((await post(4_000)).status).not.toBe(413);
  });

  it("moves one clock, forward only, that functions see too", async () => {
    const before = cloud.now();
    await cloud.moveClock(before + 86_400_000);
    const { body } = await callThings(cloud, "now");
    expect(Date.parse(String(body.result)) - before).toBeGreaterThanOrEqual(86_400_000);
    await expect(cloud.moveClock(before)).rejects.toThrow("only moves forward");
  });

  it("delivers what a stream says to its consumer, once in effect, although the consumer dies between effect and checkpoint", async () => {
    const id = randomUUID();
    const taken = await cloud.gateway.injectFault({
      match: { functionName: "on-thing", operation: "TransactWriteItems", times: 1 },
      fault: { crash: "after-commit" },
    });
    await callThings(cloud, "put", { id, kind: "plain" });
    await cloud.untilIdle();
    expect(await taken(), "requests that matched the crash").toBe(1);
    expect(await countOf(id)).toBe("1");
    expect(await cloud.failures()).toEqual({});
  });

  it("puts a poison record into the failure queue and applies its neighbours", async () => {
    const ids = Array.from({ length: 6 }, () => randomUUID());
    await Promise.all(ids.map((id, position) => callThings(cloud, "put", { id, kind: position === 2 ? "poison" : "plain" })));
    await cloud.untilIdle();
    expect(await cloud.failures()).toEqual({ "on-thing-failed": 1 });
    const counts = await Promise.all(ids.map(countOf));
    expect(counts.filter((count) => count === "1")).toHaveLength(5);
    expect(counts[2]).toBeUndefined();
  });

  it("tries a poison message as often as its queue says, by the local clock, then puts it into the failure queue", async () => {
    const id = randomUUID();
    await callThings(cloud, "send", { id: randomUUID(), kind: "poison" });
    await callThings(cloud, "send", { id, kind: "plain" });
    await cloud.untilIdle();
    const failed = async (): Promise<number | undefined> => (await cloud.failures())["work-failed"];
    expect(await failed()).toBeUndefined();
    // Two tries, each hidden for a minute; the third look finds it given up.
    for (const _ of [1, 2]) {
      await cloud.moveClock(cloud.now() + 61_000);
      await cloud.untilIdle();
    }
    expect(await failed()).toBe(1);
    expect(await callThings(cloud, "get", { id, sk: "worked" })).toMatchObject({ body: { result: { sk: { S: "worked" } } } });
  });

  it("takes the address a queue has on AWS: only its path counts", async () => {
    const id = randomUUID();
    expect(await callThings(cloud, "send-by-aws-address", { id, kind: "plain" })).toMatchObject({ status: 200 });
    await cloud.untilIdle();
    expect(await callThings(cloud, "get", { id, sk: "worked" })).toMatchObject({ body: { result: { sk: { S: "worked" } } } });
  });

  describe("a function that invokes another, of another stack", () => {
    const invoke = async (name: string, event: object, type?: string) =>
      (await callThings(cloud, "invoke", { name, event, ...(type && { type }) })).body.result;
    const arn = "arn:aws-cn:lambda:cn-north-1:000000000000:function:doubler";

    it.each(["doubler", arn, `${arn}:$LATEST`])("gets its result, by %s; it reads a file of its asset", async (name) => {
      expect(await invoke(name, { value: 21 })).toEqual({ status: 200, functionError: null, errorType: null, body: '{"product":42}' });
    });

    it("gets its error", async () => {
      const body = JSON.stringify({ errorType: "TypeError", errorMessage: "told to fail" });
      expect(await invoke("doubler", { fail: true })).toEqual({ status: 200, functionError: "Unhandled", errorType: null, body });
    });

    it("is done at once with an event, which then runs", async () => {
      const id = randomUUID();
      expect(await invoke("doubler", { id }, "Event")).toMatchObject({ status: 202, body: "" });
      await cloud.untilIdle();
      expect(await callThings(cloud, "get", { id, sk: "doubled" })).toMatchObject({ body: { result: { sk: { S: "doubled" } } } });
    });

    it("leaves an event that fails for good in the function's failure queue", async () => {
      expect(await invoke("doubler", { fail: true }, "Event")).toMatchObject({ status: 202 });
      await cloud.untilIdle();
      expect(await cloud.failures()).toMatchObject({ "given-up": 1 });
    });

    it("is throttled, or loses the reply after the function has run, when a fault says so", async () => {
      const id = randomUUID();
      await cloud.gateway.injectFault({ match: { operation: "Invoke", resource: "doubler", times: 1 }, fault: "throttle" });
      expect(await invoke("doubler", { value: 1 })).toMatchObject({ status: 429, errorType: "TooManyRequestsException" });
      await cloud.gateway.injectFault({ match: { operation: "Invoke", resource: "doubler", times: 1 }, fault: "lost-reply" });
      expect(await callThings(cloud, "invoke", { name: "doubler", event: { id } })).toMatchObject({
        status: 400,
        body: { name: "TimeoutError" },
      });
      expect(await callThings(cloud, "get", { id, sk: "doubled" })).toMatchObject({ body: { result: { sk: { S: "doubled" } } } });
    });

    it("needs the right to, which the gateway reports", async () => {
      expect(await invoke("on-work", {})).toMatchObject({
        status: 403,
        errorType: "AccessDeniedException",
        body: expect.stringContaining("not authorized to perform: lambda:InvokeFunction on resource: arn:aws-cn:lambda:cn-north-1"),
      });
      const { grants, denials } = await cloud.gateway.readRights();
      expect(grants).toContainEqual(
        expect.objectContaining({
          functionName: "thing-api",
          action: "lambda:InvokeFunction",
          resource: arn,
          requests: expect.any(Number),
        }),
      );
      expect(denials).toContainEqual(expect.objectContaining({ functionName: "thing-api", action: "lambda:InvokeFunction" }));
    });
  });

  it.each([
    ["tables", "dynoxide"],
    ["queues", "queue-engine.entry.ts"],
  ])("starts the engine for %s again when it dies, with all that it had acknowledged, and says so", async (name, program) => {
    const [before, after] = [randomUUID(), randomUUID()];
    await callThings(cloud, "put", { id: before, kind: "plain" });
    await callThings(cloud, "send", { id: before, kind: "plain" });
    for (const pid of processesOf(cloud.state, program)) process.kill(pid, "SIGKILL");
    // What takes longer than the function may is asked again, as every caller does.
    for (const action of ["put", "send"]) {
      const asked = () => callThings(cloud, action, { id: after, kind: "plain" });
      await expect.poll(asked, { timeout: 30_000 }).toMatchObject({ status: 200 });
    }
    // A message that was being handed out is hidden for a minute.
    await cloud.moveClock(cloud.now() + 61_000);
    await cloud.untilIdle();
    for (const id of [before, after]) {
      expect(await countOf(id)).toBe("1");
      expect(await callThings(cloud, "get", { id, sk: "worked" })).toMatchObject({ body: { result: { sk: { S: "worked" } } } });
    }
    expect(notices).toContain(`the engine for ${name} died (SIGKILL) and was started again`);
  });

  it("outlives functions that are killed while the clock moves and while they are asked", async () => {
    const ids = Array.from({ length: 4 }, () => randomUUID());
    for (const id of ids) {
      const asked = Promise.all([callThings(cloud, "put", { id, kind: "plain" }), callThings(cloud, "now")]);
      for (const pid of processesOf(cloud.state, "function-process.ts")) process.kill(pid, "SIGKILL");
      await cloud.moveClock(cloud.now() + 1_000);
      await asked;
      // What a kill broke is asked again, as every caller does.
      if ((await callThings(cloud, "get", { id })).body.result === null) await callThings(cloud, "put", { id, kind: "plain" });
    }
    await cloud.untilIdle();
    for (const id of ids) expect(await countOf(id)).toBe("1");
  });

  it("refuses a second local cloud on its state, saying where the first one is", async () => {
    await expect(startSmallCloud({ assembly, state: cloud.state })).rejects.toThrow(LocalCloudRunsAlready);
    await expect(startSmallCloud({ assembly, state: cloud.state })).rejects.toThrow(cloud.address.apiUrl);
  });

  it("keeps its state over an end and a start, and begins anew when asked to", async () => {
    const state = stateFolder();
    const id = randomUUID();
    const first = await startSmallCloud({ assembly, state });
    await callThings(first, "put", { id, kind: "plain" });
    const token = await first.token("mill");
    await first.moveClock(first.now() + 2 * 3_600_000);
    // A token of before outlives the step.
    expect(await callThings(first, "get", { id }, token)).toMatchObject({ status: 200 });
    const then = first.now();
    await first.stop();
    const second = await startSmallCloud({ assembly, state });
    expect(second.now()).toBeGreaterThanOrEqual(then);
    await second.untilIdle();
    expect(await callThings(second, "get", { id, sk: "count" })).toMatchObject({ body: { result: { count: { N: "1" } } } });
    await second.stop();
    writeFileSync(join(state, ".gitignore"), "*");
    const fresh = await startSmallCloud({ assembly, state, fresh: true });
    expect(await callThings(fresh, "get", { id })).toMatchObject({ body: { result: null } });
    // What keeps it out of version control stays.
    expect(existsSync(join(state, ".gitignore"))).toBe(true);
    await fresh.stop();
  });

  it("killed hard, leaves no process behind and has lost nothing it acknowledged", async () => {
    const state = stateFolder();
    const doomed = await startRemoteLocalCloud({ state, assembly, ...smallCloudOptions });
    void callThings(doomed, "spin").catch(() => {});
    await expect.poll(() => readFileSync(join(state, "logs", "thing-api.log"), "utf8"), { timeout: 30_000 }).toContain("spinning");
    const acknowledged: string[] = [];
    const writing = Promise.allSettled(
      Array.from({ length: 20 }, async () => {
        const id = randomUUID();
        const { status } = await callThings(doomed, "put", { id, kind: "plain" });
        if (status === 200) acknowledged.push(id);
        if (acknowledged.length === 8) await doomed.kill();
      }),
    );
    await writing;
    expect(acknowledged.length).toBeGreaterThanOrEqual(8);
    // Before anybody starts again, and although one of them was in an endless loop.
    await expect.poll(() => markedProcesses(state), { timeout: 10_000 }).toEqual([]);
    const second = await startSmallCloud({ assembly, state });
    await second.untilIdle();
    for (const id of acknowledged)
      expect(await callThings(second, "get", { id, sk: "count" })).toMatchObject({ body: { result: { count: { N: "1" } } } });
    await second.stop();
    expect(markedProcesses(state)).toEqual([]);
  });
});

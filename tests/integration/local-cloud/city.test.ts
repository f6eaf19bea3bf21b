import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { City } from "../../../infra/local/city.ts";
import { CityRunsAlready, markedProcesses } from "../../../infra/local/processes.ts";
import { startRemoteCity } from "../../../infra/local/remote-city.ts";
import { callThings, smallAssembly, startSmallCity, stateFolder } from "../../support/small-city.ts";

describe("a city out of a synthesized assembly", () => {
  let assembly: string;
  let city: City;
  beforeAll(async () => {
    assembly = smallAssembly();
    city = await startSmallCity({ assembly });
  });
  afterAll(() => city.stop());

  async function countOf(id: string): Promise<unknown> {
    const { body } = await callThings(city, "get", { id, sk: "count" });
    return (body.result as { count?: { N: string } } | null)?.count?.N;
  }

  it("runs functions behind routes, with tokens of its issuer", async () => {
    const id = randomUUID();
    const token = await city.token("mill");
    expect(await callThings(city, "put", { id, kind: "plain" }, token)).toMatchObject({ status: 200 });
    expect(await callThings(city, "get", { id }, token)).toMatchObject({ body: { result: { kind: { S: "plain" } } } });
    expect(await callThings(city, "claims", {}, token)).toMatchObject({
      body: { result: { claims: { sub: "persona-mill", aud: "things" } } },
    });
  });

  it("denies what a function's role does not grant, with the error AWS gives", async () => {
    const denied = await callThings(city, "scan");
    expect(denied).toMatchObject({ status: 400, body: { name: "AccessDeniedException" } });
    expect(String(denied.body.message)).toMatch(
      /is not authorized to perform: dynamodb:Scan on resource: arn:aws-cn:dynamodb:cn-north-1:000000000000:table\//,
    );
  });

  it("shows functions nothing of the host's environment", async () => {
    const { body } = await callThings(city, "environment");
    const names = body.result as string[];
    expect(names).toContain("AWS_ENDPOINT_URL_DYNAMODB");
    expect(names).not.toContain("HOME");
    expect(names).not.toContain("VITEST");
  });

  it("ends a function that takes too long, or ends by itself, and goes on", async () => {
    const [late, died] = await Promise.all([callThings(city, "loop"), callThings(city, "die")]);
    expect(late).toEqual({ status: 500, body: { message: "Internal Server Error" } });
    expect(died).toEqual({ status: 500, body: { message: "Internal Server Error" } });
    expect(await callThings(city, "now")).toMatchObject({ status: 200 });
  });

  it("moves one clock, forward only, that functions see too", async () => {
    const before = city.now();
    await city.moveClock(before + 86_400_000);
    const { body } = await callThings(city, "now");
    expect(Date.parse(String(body.result)) - before).toBeGreaterThanOrEqual(86_400_000);
    await expect(city.moveClock(before)).rejects.toThrow("only moves forward");
  });

  it("delivers what a stream says to its consumer, once in effect, although the consumer dies between effect and checkpoint", async () => {
    const id = randomUUID();
    const taken = await city.gateway.injectFault({
      match: { functionName: "on-thing", operation: "TransactWriteItems", times: 1 },
      fault: { crash: "after-commit" },
    });
    await callThings(city, "put", { id, kind: "plain" });
    await city.settle();
    expect(await taken(), "requests that met the crash").toBe(1);
    expect(await countOf(id)).toBe("1");
    expect(await city.failures()).toEqual({});
  });

  it("puts a poison record into the failure queue and applies its neighbours", async () => {
    const ids = Array.from({ length: 6 }, () => randomUUID());
    await Promise.all(ids.map((id, position) => callThings(city, "put", { id, kind: position === 2 ? "poison" : "plain" })));
    await city.settle();
    expect(await city.failures()).toEqual({ "on-thing-failed": 1 });
    const counts = await Promise.all(ids.map(countOf));
    expect(counts.filter((count) => count === "1")).toHaveLength(5);
    expect(counts[2]).toBeUndefined();
  });

  it("tries a poison message as often as its queue says, by the city's clock, then puts it into the failure queue", async () => {
    const id = randomUUID();
    await callThings(city, "send", { id: randomUUID(), kind: "poison" });
    await callThings(city, "send", { id, kind: "plain" });
    await city.settle();
    const failed = async (): Promise<number | undefined> => (await city.failures())["work-failed"];
    expect(await failed()).toBeUndefined();
    // Two tries, each hidden for a minute; the third look finds it given up.
    for (const _ of [1, 2]) {
      await city.moveClock(city.now() + 61_000);
      await city.settle();
    }
    expect(await failed()).toBe(1);
    expect(await callThings(city, "get", { id, sk: "worked" })).toMatchObject({ body: { result: { sk: { S: "worked" } } } });
  });

  it("refuses a second city on its state, saying where the first one is", async () => {
    await expect(startSmallCity({ assembly, state: city.state })).rejects.toThrow(CityRunsAlready);
    await expect(startSmallCity({ assembly, state: city.state })).rejects.toThrow(city.address.apiUrl);
  });

  it("keeps its state over an end and a start, and begins anew when asked to", async () => {
    const state = stateFolder();
    const id = randomUUID();
    const first = await startSmallCity({ assembly, state });
    await callThings(first, "put", { id, kind: "plain" });
    await first.moveClock(first.now() + 3_600_000);
    const then = first.now();
    await first.stop();
    const second = await startSmallCity({ assembly, state });
    expect(second.now()).toBeGreaterThanOrEqual(then);
    await second.settle();
    expect(await callThings(second, "get", { id, sk: "count" })).toMatchObject({ body: { result: { count: { N: "1" } } } });
    await second.stop();
    const fresh = await startSmallCity({ assembly, state, fresh: true });
    expect(await callThings(fresh, "get", { id })).toMatchObject({ body: { result: null } });
    await fresh.stop();
  });

  it("killed hard, leaves no process behind and has lost nothing it acknowledged", async () => {
    const state = stateFolder();
    const doomed = await startRemoteCity(state, assembly);
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
    const left = markedProcesses(doomed.address ? state : "");
    const city2 = await startSmallCity({ assembly, state });
    const after = new Set(markedProcesses(state));
    expect(left.filter((pid) => after.has(pid))).toEqual([]);
    await city2.settle();
    for (const id of acknowledged)
      expect(await callThings(city2, "get", { id, sk: "count" })).toMatchObject({ body: { result: { count: { N: "1" } } } });
    await city2.stop();
    expect(markedProcesses(state)).toEqual([]);
  });
});

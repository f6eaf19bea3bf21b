import { describe, expect, it } from "vitest";
import { keepRunning } from "../../../../../infra/local-cloud/engines/kept-running.ts";

/** An engine whose process ends when told to; `refusals` are thrown by its starts, in turn. */
async function engineThatDies({ refusals = [] as (string | undefined)[] } = {}) {
  const ports: (number | undefined)[] = [];
  const told: string[] = [];
  const lost: string[] = [];
  let die: (how: string) => void = () => {};
  const kept = await keepRunning({
    ...{ name: "tables", log: "tables.log" },
    start: async (port) => {
      const refusal = refusals[ports.length];
      ports.push(port);
      if (refusal !== undefined) throw new Error(refusal);
      const ended = new Promise<string>((resolve) => {
        die = resolve;
      });
      return { port: port ?? 4000, ended, end: async () => die("stopped") };
    },
    onRestarted: (line) => told.push(line),
    onLost: (reason) => lost.push(reason),
  });
  return { kept, ports, told, lost, kill: () => die("SIGKILL") };
}

describe("an engine that is kept running", () => {
  it("is started again on its port when it dies, and says so", async () => {
    const { kept, ports, told, lost, kill } = await engineThatDies();
    expect(kept.endpoint).toBe("http://127.0.0.1:4000");
    kill();
    await expect.poll(() => told).toEqual(["the engine for tables died (SIGKILL) and was started again"]);
    await kept.stop();
    expect({ ports, lost }).toEqual({ ports: [undefined, 4000], lost: [] });
  });

  it("is started once more when it dies while it starts", async () => {
    const { kept, told, lost, kill } = await engineThatDies({ refusals: [undefined, "killed"] });
    kill();
    await expect.poll(() => told).toEqual(["the engine for tables died (killed) and was started again"]);
    await kept.stop();
    expect(lost).toEqual([]);
  });

  it("is given up with the reason when it does not start again", async () => {
    const { kept, lost, kill } = await engineThatDies({ refusals: [undefined, ...Array.from({ length: 10 }, () => "its port is taken")] });
    kill();
    await expect
      .poll(() => lost)
      .toEqual(["the engine for tables died 11 times within a minute, last by its port is taken; see tables.log"]);
    await kept.stop();
  });

  it("is given up when it dies again and again", async () => {
    const { kept, told, lost, kill } = await engineThatDies();
    for (let restarts = 1; restarts <= 10; restarts += 1) {
      kill();
      await expect.poll(() => told).toHaveLength(restarts);
    }
    kill();
    await expect.poll(() => lost).toEqual(["the engine for tables died 11 times within a minute, last by SIGKILL; see tables.log"]);
    await kept.stop();
  });

  it("is not started again once it is stopped", async () => {
    const { kept, ports, told, lost } = await engineThatDies();
    await kept.stop();
    expect({ ports, told, lost }).toEqual({ ports: [undefined], told: [], lost: [] });
  });
});

import { DynamoDBClient, type ServiceInputTypes } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { city } from "../../shared/kernel/areas.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { openTable } from "../../shared/store/table.ts";
import { type TracedReplay, type TracePorts, traced } from "../../shared/streams/traced-replay.ts";
import { actsIn } from "../../shared/supervision/acts.ts";
import { testClock } from "../support/clock.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import { replayGrounds } from "../support/replay-grounds.ts";

describe("a replay leaves a trace that the supervisor sees", () => {
  const clock = testClock("2031-05-31T15:59:00.000Z");
  let engine: Engine;
  beforeAll(async () => {
    engine = await sharedEngine();
  });

  const replayed: Omit<TracedReplay, "queue"> = { kind: "failures-replayed", requestId: "request-1", ...replayGrounds };
  const portsOn = (dynamo: DynamoDBClient): TracePorts => ({
    ...{ dynamo, clock, acts: actsIn(openTable(dynamo, engine.tables.Surveillance)) },
  });
  /** Acts of the city about a queue. */
  async function tracesOf(queue: string) {
    const { items } = await portsOn(engine.dynamo).acts.acts(
      { area: city, kind: "failures-replayed" },
      { from: "2031-05-01" },
      { limit: 100 },
    );
    return items.filter(({ about }) => about.queue === queue);
  }
  /** The engine, which fails for calls that a test names. */
  function failing(when: (input: ServiceInputTypes) => boolean): DynamoDBClient {
    const send = (command: { readonly input: ServiceInputTypes }) =>
      when(command.input) ? Promise.reject(new Error("the table can't be reached")) : engine.dynamo.send(command as never);
    return Object.assign(Object.create(DynamoDBClient.prototype) as DynamoDBClient, { send });
  }

  it("with the reason, both persons, the request of the platform, and what came of it", async () => {
    const queue = `queue-${newId(clock.now())}`;
    const done = await traced(portsOn(engine.dynamo), { ...replayed, queue }, async () => ({ moved: 3, left: 1 }));
    expect(done).toEqual({ moved: 3, left: 1 });
    expect(await tracesOf(queue)).toMatchObject([
      {
        ...{ kind: "failures-replayed", at: clock.now(), actor: "persona-operator", approvedBy: "persona-operator-second", takesTwo: true },
        ...{ reason: "the cause is fixed", about: { queue, requestId: "request-1", state: "done", moved: "3", left: "1" } },
      },
    ]);
  });

  it("before anything is replayed: without the trace nothing is", async () => {
    const queue = `queue-${newId(clock.now())}`;
    let ran = false;
    const asked = traced(portsOn(failing(() => true)), { ...replayed, queue }, async () => {
      ran = true;
      return { moved: 1, left: 0 };
    });
    await expect(asked).rejects.toThrow("the table can't be reached");
    expect([ran, await tracesOf(queue)]).toEqual([false, []]);
  });

  it("also where the replay fails", async () => {
    const queue = `queue-${newId(clock.now())}`;
    const asked = traced(portsOn(engine.dynamo), { ...replayed, queue }, () => Promise.reject(new Error("no such queue")));
    await expect(asked).rejects.toThrow("no such queue");
    expect(await tracesOf(queue)).toMatchObject([{ about: { queue, state: "failed" } }]);
  });

  it("also where it ends in between: then it says that it was begun", async () => {
    const queue = `queue-${newId(clock.now())}`;
    let writes = 0;
    const dynamo = failing((input) => "TransactItems" in input && ++writes > 1);
    await expect(traced(portsOn(dynamo), { ...replayed, queue }, async () => ({ moved: 1, left: 0 }))).rejects.toThrow();
    expect(await tracesOf(queue)).toMatchObject([{ about: { queue, state: "begun" } }]);
  });

  it("and is counted once, in the month of Shanghai time", async () => {
    const { acts } = portsOn(engine.dynamo);
    const before = await acts.actCounts(city, "2031-05", "2031-06");
    const queue = `queue-${newId(clock.now())}`;
    await traced(portsOn(engine.dynamo), { ...replayed, queue }, async () => ({ moved: 0, left: 0 }));
    clock.moveTo("2031-05-31T16:00:00.000Z");
    await traced(portsOn(engine.dynamo), { ...replayed, queue }, async () => ({ moved: 0, left: 0 }));
    const count = (counts: typeof before, month: string) => counts.find((each) => each.month === month)?.acts ?? 0;
    const after = await acts.actCounts(city, "2031-05", "2031-06");
    const more = ["2031-05", "2031-06"].map((month) => count(after, month) - count(before, month));
    expect(more).toEqual([1, 1]);
  });
});

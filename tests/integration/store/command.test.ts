import { randomUUID } from "node:crypto";
import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { plusSeconds } from "../../../shared/kernel/clock.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { getItem, keyOf, queryAll, queryPage } from "../../../shared/store/client.ts";
import { type CommandCall, runCommand } from "../../../shared/store/command.ts";
import { BadCursor } from "../../../shared/store/cursor.ts";
import { commit, type WriteFragment } from "../../../shared/store/transaction.ts";
import { testClock } from "../../support/clock.ts";
import { type Engine, sharedEngine } from "../../support/engine.ts";

describe("commands", () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await sharedEngine();
    table = engine.tables.Cash;
  });

  /** Adds one to a counter without any guard of its own: what runs twice counts twice. */
  function counting(counter: string): WriteFragment<never> {
    return {
      write: {
        Update: {
          TableName: table,
          Key: keyOf({ pk: counter, sk: "counter" }),
          UpdateExpression: "ADD #count :one",
          ExpressionAttributeNames: { "#count": "count" },
          ExpressionAttributeValues: { ":one": { N: "1" } },
        },
      },
    };
  }
  async function countOf(counter: string): Promise<string | undefined> {
    return (await getItem(engine.dynamo, table, { pk: counter, sk: "counter" }))?.count?.N;
  }
  const command = (key: string): CommandCall => ({
    ...{ endpoint: { operationId: "count", roles: ["enterprise"] }, caller: { subject: "person", partyId: "party" } },
    ...{ params: {}, body: {}, key },
  });

  it("run once, however often and however concurrently the same key is sent", async () => {
    const counter = randomUUID();
    const clock = testClock();
    const send = () =>
      runCommand({ dynamo: engine.dynamo, clock, own: { name: table } }, command(counter), async () =>
        accept({ response: { done: true }, writes: [counting(counter)] }),
      );
    const outcomes = await Promise.all(Array.from({ length: 8 }, send));
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    expect(outcomes.filter((outcome) => outcome.ok && !outcome.value.replayed)).toHaveLength(1);
    expect(await countOf(counter)).toBe("1");
  });

  describe("are told apart", () => {
    const place = endpoint({
      ...{ operationId: "placeOrder", method: "POST", path: "/orders/{orderId}", summary: "Places an order." },
      ...{ roles: ["enterprise"], response: z.object({}), refusals: [] },
    });
    const caller = { subject: "person-1", partyId: "party-1" };
    const call = (given: Partial<CommandCall> = {}): CommandCall => ({
      ...{ endpoint: place, caller, params: { orderId: "a" }, body: { tonnes: decimal("1.50") }, key: randomUUID() },
      ...given,
    });
    const run = (each: CommandCall) =>
      runCommand({ dynamo: engine.dynamo, clock: testClock(), own: { name: table } }, each, async () =>
        accept({ response: { orderId: (each.params as { orderId: string }).orderId }, writes: [] }),
      );
    const rowOf = (party: string, operation: string, key: string) =>
      getItem(engine.dynamo, table, { pk: `command#${encodeURIComponent(party)}#${operation}#${encodeURIComponent(key)}`, sk: "command" });

    it("whatever their parts hold: a subject and a key with `#` are not another subject and another key", async () => {
      const open = endpoint({ ...place, roles: ["person"] });
      const [x, y] = [randomUUID(), randomUUID()];
      const as = (subject: string, key: string) => run(call({ endpoint: open, caller: { subject, partyId: "none" }, key }));
      expect(await as("s", `${x}#placeOrder#${y}`)).toMatchObject({ ok: true, value: { replayed: false } });
      expect(await as(`s#placeOrder#${x}`, y)).toMatchObject({ ok: true, value: { replayed: false } });
      expect(await as(`s#placeOrder#${x}`, y)).toMatchObject({ ok: true, value: { replayed: true } });
    });

    it("by member, operation and key in the row's key, and by path parameters and body in its hash", async () => {
      const each = call();
      await run(each);
      const row = await rowOf("party-1", "placeOrder", each.key);
      expect(row?.inputHash?.S).toBe(sha256('{"body":{"tonnes":"1.5"},"params":{"orderId":"a"}}'));
    });

    it("by person where persons may call: the same before and after it belongs to a member", async () => {
      const each = call({ endpoint: endpoint({ ...place, roles: ["person"] }) });
      expect(await run(each)).toMatchObject({ ok: true, value: { replayed: false } });
      expect(await rowOf("person:person-1", "placeOrder", each.key)).toBeDefined();
      expect(await run({ ...each, caller: { ...caller, partyId: "party-2" } })).toMatchObject({ ok: true, value: { replayed: true } });
    });

    it.each([
      ["another member", { caller: { subject: "person-1", partyId: "party-2" } }],
      ["another operation", { endpoint: { ...place, operationId: "cancelOrder" } }],
      ["another key", { key: randomUUID() }],
    ])("%s with the same input is another command", async (_, change) => {
      const each = call();
      await run(each);
      expect(await run({ ...each, ...change })).toMatchObject({ ok: true, value: { replayed: false } });
    });

    it.each([
      ["another path parameter with the same body", { params: { orderId: "b" } }],
      ["another body", { body: { tonnes: decimal("2") } }],
    ])("%s under the same key is refused, not answered as the first", async (_, change) => {
      const each = call();
      await run(each);
      expect(await run({ ...each, ...change })).toMatchObject({ ok: false, refusal: { code: "idempotency-key-reused" } });
      expect(await run({ ...each, ...change, key: randomUUID() })).toMatchObject({ ok: true, value: { replayed: false } });
    });
  });

  it("may reuse a key after thirty days, even if the old row still exists", async () => {
    const counter = randomUUID();
    const clock = testClock();
    const send = () =>
      runCommand({ dynamo: engine.dynamo, clock, own: { name: table } }, command(counter), async () =>
        accept({ response: {}, writes: [counting(counter)] }),
      );
    await send();
    clock.moveTo(plusSeconds(clock.now(), 30 * 86_400 - 1));
    expect(await send()).toMatchObject({ ok: true, value: { replayed: true } });
    clock.moveTo(plusSeconds(clock.now(), 1));
    expect(await send()).toMatchObject({ ok: true, value: { replayed: false } });
    expect(await countOf(counter)).toBe("2");
  });

  it("are refused anew after thirty days, rather than answered as back then, even if the old row still exists", async () => {
    const clock = testClock();
    const each = command(randomUUID());
    let allowed = true;
    const send = () =>
      runCommand({ dynamo: engine.dynamo, clock, own: { name: table } }, each, async () =>
        allowed ? accept({ response: {}, writes: [] }) : refuse({ code: "no-more" }),
      );
    await send();
    allowed = false;
    clock.moveTo(plusSeconds(clock.now(), 30 * 86_400 - 1));
    expect(await send()).toMatchObject({ ok: true, value: { replayed: true } });
    clock.moveTo(plusSeconds(clock.now(), 1));
    expect(await send()).toMatchObject({ ok: false, refusal: { code: "no-more" } });
  });

  it("that were refused leave nothing, so the same key works once the state allows it", async () => {
    const counter = randomUUID();
    const clock = testClock();
    let allowed = false;
    const send = () =>
      runCommand({ dynamo: engine.dynamo, clock, own: { name: table } }, command(counter), async () =>
        allowed ? accept({ response: {}, writes: [counting(counter)] }) : refuse({ code: "not-yet" }),
      );
    expect(await send()).toMatchObject({ ok: false, refusal: { code: "not-yet" } });
    allowed = true;
    expect(await send()).toMatchObject({ ok: true, value: { replayed: false } });
  });

  it("decide again when what they read has changed meanwhile", async () => {
    const counter = randomUUID();
    await commit(engine.dynamo, [counting(counter)]);
    let decisions = 0;
    const outcome = await runCommand({ dynamo: engine.dynamo, clock: testClock(), own: { name: table } }, command(counter), async () => {
      decisions += 1;
      const seen = (await countOf(counter)) ?? "0";
      if (decisions === 1) await commit(engine.dynamo, [counting(counter)]);
      const { write } = counting(counter);
      const guarded = {
        Update: {
          ...write.Update,
          ConditionExpression: "#count = :seen",
          ExpressionAttributeValues: { ":one": { N: "1" }, ":seen": { N: seen } },
        },
      };
      return accept({ response: { seen }, writes: [{ write: guarded, failure: "stale" } as WriteFragment<never>] });
    });
    expect(outcome).toMatchObject({ ok: true, value: { response: { seen: "2" } } });
    expect(decisions).toBe(2);
  });
});

describe("transactions", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await sharedEngine();
  });

  it("say by position which condition failed, and write nothing", async () => {
    const taken = randomUUID();
    const free = randomUUID();
    const put = (pk: string, code: string): WriteFragment => ({
      write: { Put: { TableName: engine.tables.Cash, Item: keyOf({ pk, sk: "row" }), ConditionExpression: "attribute_not_exists(pk)" } },
      failure: { code },
    });
    await commit(engine.dynamo, [put(taken, "a")]);
    expect(await commit(engine.dynamo, [put(free, "first"), put(taken, "second")])).toEqual({
      kind: "failed",
      failure: { code: "second" },
    });
    expect(await getItem(engine.dynamo, engine.tables.Cash, { pk: free, sk: "row" })).toBeUndefined();
  });

  it("of more than a hundred items are a fault before anything is sent", async () => {
    const many = Array.from({ length: 101 }, (_, position) => ({
      write: { Put: { TableName: "none", Item: keyOf({ pk: String(position), sk: "row" }) } },
    }));
    await expect(commit(engine.dynamo, many)).rejects.toThrow("1 to 100 items");
  });
});

describe("pages", () => {
  it("follow on one another without gap or repetition, in both directions, and refuse a cursor of another list", async () => {
    const { dynamo, tables } = await sharedEngine();
    const partition = randomUUID();
    const rows = Array.from({ length: 23 }, (_, position) => `row#${String(position).padStart(2, "0")}`);
    for (const sk of rows) {
      await dynamo.send(new UpdateItemCommand({ TableName: tables.Cash, Key: keyOf({ pk: partition, sk }) }));
    }
    for (const descending of [false, true]) {
      const read: string[] = [];
      for await (const item of queryAll(dynamo, { table: tables.Cash, partition, prefix: "row#", limit: 5, descending }))
        read.push(item.sk?.S ?? "");
      expect(read).toEqual(descending ? rows.toReversed() : rows);
    }
    const first = await queryPage(dynamo, { table: tables.Cash, partition, limit: 5 });
    expect(first.nextCursor).toBeDefined();
    for (const cursor of ["", "x", "bnVsbA", Buffer.from('{"sk":5}').toString("base64url")].filter(Boolean)) {
      await expect(queryPage(dynamo, { table: tables.Cash, partition, cursor })).rejects.toThrow(BadCursor);
    }
  });
});

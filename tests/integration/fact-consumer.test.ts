import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { factSchema } from "../../shared/kernel/fact.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import { commit } from "../../shared/store/transaction.ts";
import { factConsumer, reaction } from "../../shared/streams/fact-consumer.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import { freshQueue, queueEvent, type TestQueue } from "../support/queues.ts";

/** The shape of `numbered` before and after it learnt to count in more than one unit. */
const numberedIn = factSchema("numbered-in", 1, z.object({ number: z.int() }), "A number was said.");
const numberedIn2 = factSchema(
  "numbered-in",
  2,
  z.object({ value: z.object({ number: z.int(), unit: z.string() }) }),
  "A number was said.",
);
const numbered = factSchema("numbered", 1, z.object({ number: z.int() }), "A number was said.");

describe("a consumer of facts", () => {
  let engine: Engine;
  let quarantine: TestQueue;
  let seen: number[];
  let fails: (number: number) => boolean;
  let handler: ReturnType<typeof factConsumer>;

  beforeAll(async () => {
    engine = await sharedEngine();
    quarantine = await freshQueue();
    handler = factConsumer({
      dynamo: engine.dynamo,
      quarantine,
      reactions: [
        reaction(numbered, async ({ data }) => {
          if (fails(data.number)) throw new Error("not now");
          seen.push(data.number);
        }),
        reaction(numberedIn, async ({ data }) => void seen.push(data.number)),
        reaction(numberedIn2, async ({ data }) => void seen.push(data.value.number)),
      ],
    });
  });

  /** States a fact and gives the message that the relay sends of it. */
  async function message(data: unknown, factType = "numbered", schemaVersion = 1) {
    const factId = randomUUID();
    const fact = { factId, occurredAt: "2026-03-02T01:00:00.000Z", actor: "a", parties: [], areas: ["420700"], data };
    await commit(engine.dynamo, [factWrite(engine.tables.Cash, { factType, schemaVersion }, fact)]);
    return { table: engine.tables.Cash, pk: `fact#${factId}`, sk: "fact", factType, factId };
  }
  async function consume(messages: readonly unknown[], failing: (number: number) => boolean = () => false) {
    seen = [];
    fails = failing;
    const { batchItemFailures } = await handler(...queueEvent(messages));
    // Messages of one batch are handled side by side: their order says nothing.
    seen.sort();
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort();
  }

  it("reports failed messages only, so that the others are not redelivered", async () => {
    const messages = await Promise.all([1, 2, 3].map((number) => message({ number })));
    expect(await consume(messages, (number) => number === 2)).toEqual(["1"]);
    expect(seen).toEqual([1, 3]);
  });

  it("reports all of them when all fail, and loses none", async () => {
    const messages = await Promise.all([1, 2].map((number) => message({ number })));
    expect(await consume(messages, () => true)).toEqual(["0", "1"]);
  });

  it("quarantines what it can't decode with the reason, and continues with the rest", async () => {
    const messages = [
      await message({ number: 1 }),
      await message({ number: "two" }),
      await message({ number: 3 }, "unheard-of"),
      await message({ number: 4 }, "numbered", 2),
      { table: engine.tables.Cash, pk: "fact#nowhere", sk: "fact", factType: "numbered", factId: "nowhere" },
      await message({ number: 6 }),
    ];
    expect(await consume(messages)).toEqual([]);
    expect(seen).toEqual([1, 6]);
    const kept = (await quarantine.take()).map((body) => JSON.parse(body) as { factId: string; reason: string });
    const reasons = new Map(kept.map(({ factId, reason }) => [factId, reason]));
    expect(messages.map(({ factId }) => reasons.get(factId))).toEqual([
      undefined,
      expect.stringContaining("/data/number"),
      "no reaction to unheard-of version 1",
      "no reaction to numbered version 2",
      "the fact is not in its table",
      undefined,
    ]);
  });

  it("decodes old facts in the version they were written in, together with new ones", async () => {
    const messages = [
      await message({ number: 1 }, "numbered-in", 1),
      await message({ value: { number: 2, unit: "t" } }, "numbered-in", 2),
      await message({ number: 3 }, "numbered-in", 2),
    ];
    expect(await consume(messages)).toEqual([]);
    expect(seen).toEqual([1, 2]);
    expect((await quarantine.take()).map((body) => JSON.parse(body).factId)).toEqual([messages[2]?.factId]);
  });

  it("lets a message that is not from a relay be redelivered until it is in the failure queue", async () => {
    expect(await consume(["not JSON", { factId: "alone" }, await message({ number: 3 })])).toEqual(["0", "1"]);
    expect(seen).toEqual([3]);
  });
});

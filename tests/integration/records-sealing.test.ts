import { DeleteItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { recordsOf } from "../../functions/records/trades/record-trade.ts";
import { recordKey } from "../../functions/records/trades/rows.ts";
import { canonicalJson } from "../../shared/kernel/canonical-json.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { instantIn, recordHashOf, recordKeyOf } from "../../shared/records/record-hash.ts";
import { commit } from "../../shared/store/transaction.ts";
import { awardFacts } from "../bench/award-facts.ts";
import { chainFaults } from "../support/chain-faults.ts";
import { openSealing, type SealingWorld } from "../support/sealing.ts";

const start = "2026-03-02T03:00:00.000Z";
const keysOf = (facts: readonly Fact[]) => facts.flatMap(recordsOf).map(recordKeyOf).sort();

describe("the sealer", () => {
  let world: SealingWorld;
  beforeEach(async () => {
    world = await openSealing(start);
  });
  const sealed = async () => (await world.blocks()).flatMap(({ entries }) => entries);

  it("seals records in the order of time behind the watermark, with the hash of each, and nothing younger", async () => {
    const facts = awardFacts(5, start);
    await world.record([...facts].reverse());
    world.clock.moveTo(plusSeconds(start, 602));
    await world.seal();
    expect((await sealed()).map(({ key }) => key)).toEqual(keysOf(facts).slice(0, 2));
    world.clock.moveTo(plusSeconds(start, 700));
    await world.seal();
    const expected = facts.flatMap(recordsOf).map((record) => ({ key: recordKeyOf(record), hash: recordHashOf(record) }));
    expect(await sealed()).toEqual(expected);
    expect(chainFaults(await world.blocks())).toEqual([]);
    expect(world.told).toEqual([1, 2]);
    expect((await world.blocks())[0]?.header.areas).toEqual({ "420700": 2, "420704": 2 });
  });

  it("makes blocks of one day, also where a day was without records, and of a bounded number of entries", async () => {
    const days = ["2026-03-02T15:59:58.000Z", "2026-03-02T16:00:00.000Z", "2026-03-09T04:00:00.000Z"];
    const facts = days.flatMap((from) => awardFacts(1, from));
    const many = awardFacts(100, "2026-03-10T03:00:00.000Z");
    world.clock.moveTo("2026-03-10T03:02:00.000Z");
    await world.record([...facts, ...many]);
    world.clock.moveTo("2026-03-10T04:00:00.000Z");
    await world.seal();
    const blocks = await world.blocks();
    expect(blocks.map(({ header }) => [header.day, header.count])).toEqual([
      ["2026-03-02", 1],
      ["2026-03-03", 1],
      ["2026-03-09", 1],
      ["2026-03-10", 95],
      ["2026-03-10", 5],
    ]);
    expect(chainFaults(blocks)).toEqual([]);
  });

  it("does a bounded part of the work a run, and goes on with the next", async () => {
    const facts = ["2026-03-03", "2026-03-04", "2026-03-05"].flatMap((day) => awardFacts(2, `${day}T03:00:00.000Z`));
    await world.record(facts);
    world.clock.moveTo("2026-03-06T03:00:00.000Z");
    for (const blocks of [1, 2, 3]) {
      await world.seal(1);
      expect(await world.blocks()).toHaveLength(blocks);
      expect(world.told).toHaveLength(blocks);
    }
    expect((await sealed()).map(({ key }) => key)).toEqual(keysOf(facts));
  });

  it("seals a record that came after its time in a later block, marked late, once, however often it is told", async () => {
    const [late, inTime] = [awardFacts(2, start), awardFacts(2, plusSeconds(start, 60))];
    await world.record(inTime);
    world.clock.moveTo(plusSeconds(start, 700));
    await world.seal();
    await world.record([...late, ...late]);
    await world.seal();
    await world.record(late);
    await world.seal();
    expect((await sealed()).map(({ key, late: marked }) => [key, marked])).toEqual([
      ...keysOf(inTime).map((key) => [key, undefined]),
      ...keysOf(late).map((key) => [key, true]),
    ]);
    expect(chainFaults(await world.blocks())).toEqual([]);
    expect((await world.blocks()).at(-1)?.header.through).toBe(instantIn(keysOf(inTime).at(-1) ?? ""));
  });

  it("marks late what comes between the last record and an instant before which all was sealed", async () => {
    const [first, between] = [awardFacts(1, start), awardFacts(1, plusSeconds(start, 100))];
    await world.record(first);
    world.clock.moveTo(plusSeconds(start, 900));
    await world.seal();
    await world.record(between);
    await world.seal();
    await world.seal();
    expect((await sealed()).map(({ late }) => late)).toEqual([undefined, true]);
    expect(chainFaults(await world.blocks())).toEqual([]);
  });

  it("drops hints of what it has sealed in order, and is not told by a rebuild of what is sealed", async () => {
    const facts = awardFacts(3, start);
    world.clock.moveTo(plusSeconds(start, 400));
    await world.record(facts);
    const hints = () => world.seals.page({ partition: "late" }, ({ sk }) => sk?.S);
    expect((await hints()).items).toHaveLength(3);
    world.clock.moveTo(plusSeconds(start, 700));
    await world.seal();
    expect((await hints()).items).toEqual([]);
    const before = await world.blocks();
    await world.record(facts);
    expect((await hints()).items).toEqual([]);
    await world.seal();
    expect(await world.blocks()).toEqual(before);
  });

  it("is untouched by a rebuild of the read model from facts, which writes the same bytes", async () => {
    const facts = awardFacts(5, start);
    await world.record(facts);
    world.clock.moveTo(plusSeconds(start, 700));
    await world.seal();
    const { dynamo, tables } = world.engine;
    const rowsOf = async (TableName: string) => {
      const { Items = [] } = await dynamo.send(new ScanCommand({ TableName, ConsistentRead: true }));
      return Items.map(canonicalJson).sort();
    };
    const [sealedBefore, recordedBefore] = [await rowsOf(tables.Seals), await rowsOf(tables.Records)];
    const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: tables.Records }));
    for (const { pk, sk } of Items) {
      if (pk && sk) await dynamo.send(new DeleteItemCommand({ TableName: tables.Records, Key: { pk, sk } }));
    }
    expect(await rowsOf(tables.Records)).toEqual([]);
    await world.record(facts.toReversed());
    expect([await rowsOf(tables.Seals), await rowsOf(tables.Records)]).toEqual([sealedBefore, recordedBefore]);
  });

  it("stops before a record that is listed and not there, says so, and goes on once it is back", async () => {
    const facts = awardFacts(4, start);
    await world.record(facts);
    world.clock.moveTo(plusSeconds(start, 800));
    const lost = facts[2]?.factId ?? "";
    await commit(world.engine.dynamo, [world.records.remove(recordKey(lost))]);
    await world.seal();
    await world.seal();
    expect((await sealed()).map(({ key }) => key)).toEqual(keysOf(facts).slice(0, 2));
    expect(world.warnings).toEqual([`record-missing ${lost}`, `record-missing ${lost}`]);
    await world.record(facts);
    await world.seal();
    expect((await sealed()).map(({ key }) => key)).toEqual(keysOf(facts));
    expect((await sealed()).some(({ late }) => late)).toBe(false);
  });
});

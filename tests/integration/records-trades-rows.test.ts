import { type AttributeValue, ScanCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { recordedFacts } from "../../functions/records/trades/contract-facts.ts";
import { recordsOf } from "../../functions/records/trades/record-trade.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { daysAfter, openAllocationOffice } from "../support/allocation-office.ts";
import { runs } from "../support/effort.ts";
import { openSealing } from "../support/sealing.ts";
import { statedFacts } from "../support/stated-facts.ts";
import { of2024, openSurrenderOffice } from "../support/surrender-office.ts";

const types: readonly string[] = recordedFacts.map(({ factType }) => factType);

/** Facts that others stated: deliveries, releases and freezes of an allocation, surrenders and what was given back of them. */
async function realFacts(): Promise<readonly Fact[]> {
  const office = await openAllocationOffice();
  const holder = await office.holder({ plan: { paymentMode: "tax-certificate" } });
  await office.certify(holder, "6400", { number: "TAX-R1" });
  office.clock.moveTo(plusSeconds(office.clock.now(), 60));
  await office.certify(holder, "2400", { number: "TAX-R2" });
  office.clock.moveTo(daysAfter(office.clock.now(), 1));
  await office.reverse(holder, "TAX-R2");
  const house = await openSurrenderOffice();
  const mill = await house.reported("999.2");
  await house.give(`party:${mill.partyId}`, of2024, "1000");
  await house.done(house.surrender(mill, { tonnes: "250" }));
  house.later();
  await house.done(house.surrender(mill, { tonnes: "750" }));
  await house.office.done(house.office.reopening(mill));
  await house.accept(mill, "650", { correction: "read again" });
  house.later();
  await house.done(house.byBureau(mill, "giving-back", { instrument: of2024, tonnes: "300" }));
  const of = (engine: typeof house.engine, partyId: string, table: "Allocations" | "Carbon") =>
    statedFacts(engine, (fact) => fact.parties.includes(partyId) && types.includes(fact.factType), [table]);
  return [...(await of(office.engine, holder.partyId, "Allocations")), ...(await of(house.engine, mill.partyId, "Carbon"))];
}

/** Every row of the table Records, by its key, as it is stored. */
async function storedRows({ engine }: Awaited<ReturnType<typeof openSealing>>): Promise<readonly string[]> {
  const rows: string[] = [];
  let after: Record<string, AttributeValue> | undefined;
  do {
    const page = await engine.dynamo.send(
      new ScanCommand({ TableName: engine.tables.Records, ConsistentRead: true, ...(after && { ExclusiveStartKey: after }) }),
    );
    for (const row of page.Items ?? []) rows.push(JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1))));
    after = page.LastEvaluatedKey;
  } while (after);
  return rows.sort();
}

describe("the rows of trade records", () => {
  let facts: readonly Fact[];
  let inOrder: readonly string[];
  beforeAll(async () => {
    facts = await realFacts();
    const world = await openSealing();
    await world.record(facts);
    inOrder = await storedRows(world);
  });

  it("are the same bytes whatever the order in which facts come, how often, and how late", async () => {
    expect(new Set(facts.map(({ factType }) => factType)).size).toBeGreaterThan(4);
    const deliveries = fc
      .shuffledSubarray([...facts], { minLength: facts.length })
      .chain((order) => fc.tuple(fc.constant(order), fc.array(fc.constantFrom(...facts), { maxLength: 10 }), fc.nat({ max: 9 })));
    await fc.assert(
      fc.asyncProperty(deliveries, async ([order, again, cut]) => {
        const world = await openSealing();
        await world.record(order.slice(0, cut));
        // Some are recorded again before the rest has come, and some when all has been sealed.
        await world.record(again);
        world.clock.moveTo("2032-01-01T00:00:00.000Z");
        await world.seal();
        await world.record([...order.slice(cut), ...again]);
        await world.seal();
        expect(await storedRows(world)).toEqual(inOrder);
      }),
      { numRuns: runs(30, 5) },
    );
  });

  it("name each record once: a fact that makes several tells them apart", () => {
    const ids = facts.flatMap(recordsOf).map(({ recordId }) => recordId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("let a reversal name a record that is there, of the same instrument, and never take back more than it", () => {
    const byId = new Map(facts.flatMap(recordsOf).map((record) => [record.recordId, record]));
    const reversals = [...byId.values()].filter(({ reverses }) => reverses !== undefined);
    expect(reversals.length).toBeGreaterThan(1);
    for (const reversal of reversals) {
      const taken = required(byId.get(String(reversal.reverses)), `record that ${reversal.recordId} takes back`);
      expect([taken.kind, taken.instrument]).toEqual([reversal.kind, reversal.instrument]);
      expect(Number(taken.quantity) + Number(reversal.quantity)).toBeGreaterThanOrEqual(0);
    }
  });
});

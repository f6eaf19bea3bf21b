import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recordsOf } from "../../functions/records/trades/record-trade.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { recordHashOf, recordKeyOf } from "../../shared/records/record-hash.ts";
import { awardFacts } from "../bench/award-facts.ts";
import { chainFaults } from "../support/chain-faults.ts";
import { doomedClient, untilKilled } from "../support/doomed.ts";
import { runs } from "../support/effort.ts";
import { interleave, seededChoices } from "../support/scheduler.ts";
import { openSealing, type SealingWorld } from "../support/sealing.ts";

const start = "2026-03-02T03:00:00.000Z";
const sealedLater = plusSeconds(start, 3600);

/** Places and hashes of the records of facts, as they have to be sealed, each once. */
function expectedOf(facts: readonly Fact[]) {
  return facts
    .flatMap(recordsOf)
    .map((record) => `${recordKeyOf(record)} ${recordHashOf(record)}`)
    .sort();
}
async function sealedIn(world: SealingWorld) {
  const blocks = await world.blocks();
  return { faults: chainFaults(blocks), sealed: blocks.flatMap(({ entries }) => entries.map(({ key, hash }) => `${key} ${hash}`)).sort() };
}

describe("whatever happens to those who record and seal", () => {
  it("a consumer that is killed at any of its requests, before or after it, leaves records that are sealed once it is retried", async () => {
    const dooms = Array.from({ length: 12 }, (_, place) => ({ at: 1 + Math.floor(place / 2), after: place % 2 === 1 }));
    for (const late of [false, true]) {
      for (const doom of dooms) {
        const world = await openSealing(start);
        const facts = awardFacts(2, start);
        if (late) {
          world.clock.moveTo(sealedLater);
          await world.seal();
        }
        await untilKilled(() => world.record(facts, doomedClient(world.engine.endpoint, doom)));
        if (!late) world.clock.moveTo(sealedLater);
        await world.seal();
        expect((await sealedIn(world)).faults, JSON.stringify(doom)).toEqual([]);
        await world.record(facts);
        await world.seal();
        expect(await sealedIn(world), JSON.stringify(doom)).toEqual({ faults: [], sealed: expectedOf(facts) });
      }
    }
  }, 120_000);

  it("a sealer that is killed at any of its requests, before or after it, leaves a chain; the next run goes on, and every block is told", async () => {
    for (let place = 0; ; place += 1) {
      const doom = { at: 1 + Math.floor(place / 2), after: place % 2 === 1 };
      const world = await openSealing(start);
      const [inTime, late] = [awardFacts(3, start), awardFacts(2, plusSeconds(start, -86_400))];
      await world.record(inTime);
      world.clock.moveTo(sealedLater);
      await world.seal();
      await world.record(late);
      const more = awardFacts(2, plusSeconds(sealedLater, -60));
      await world.record(more);
      world.clock.moveTo(plusSeconds(sealedLater, 3600));
      let killed = true;
      await untilKilled(async () => {
        await world.seal(undefined, doomedClient(world.engine.endpoint, doom));
        killed = false;
      });
      expect((await sealedIn(world)).faults, JSON.stringify(doom)).toEqual([]);
      await world.seal();
      expect(await sealedIn(world), JSON.stringify(doom)).toEqual({ faults: [], sealed: expectedOf([...inTime, ...late, ...more]) });
      expect(new Set(world.told), JSON.stringify(doom)).toEqual(new Set((await world.blocks()).map(({ header }) => header.n)));
      if (killed) continue;
      // Otherwise nothing was tried.
      expect(place).toBeGreaterThan(20);
      break;
    }
  }, 240_000);

  it("a job that signs heads and is killed at any of its requests leaves no day without the head that is under lock, and none twice", async () => {
    for (let place = 0; ; place += 1) {
      const doom = { at: 1 + Math.floor(place / 2), after: place % 2 === 1 };
      const world = await openSealing(start);
      await world.record(awardFacts(2, start));
      world.clock.moveTo("2026-03-04T00:00:00.000Z");
      await world.seal();
      let killed = true;
      await untilKilled(async () => {
        await world.sign(doomedClient(world.engine.endpoint, doom));
        killed = false;
      });
      await world.sign();
      const heads = (await world.heads.heads({})).items;
      expect(
        heads.map(({ day }) => day),
        JSON.stringify(doom),
      ).toEqual(["2026-03-03"]);
      expect(JSON.parse(required(world.archived.get("heads/2026-03-03.json"), "head")), JSON.stringify(doom)).toEqual(heads[0]);
      expect(world.warnings).toEqual([]);
      if (killed) continue;
      expect(place).toBeGreaterThan(6);
      break;
    }
  }, 120_000);

  it("two sealers at once, and a consumer of late records beside them, leave one chain with every record once", async () => {
    for (let seed = 1; seed <= runs(60, 8); seed += 1) {
      const world = await openSealing(start);
      const facts = [...awardFacts(4, plusSeconds(start, -86_400)), ...awardFacts(4, start)];
      await world.record(facts);
      world.clock.moveTo(sealedLater);
      const late = awardFacts(2, plusSeconds(start, -3600));
      const { endpoint } = world.engine;
      const sealer = { run: (turn: () => Promise<void>) => world.seal(undefined, doomedClient(endpoint, undefined, turn)) };
      const consumer = { run: (turn: () => Promise<void>) => world.record(late, doomedClient(endpoint, undefined, turn)) };
      await interleave([sealer, sealer, consumer], seededChoices(seed), seed % 2 === 0);
      expect((await sealedIn(world)).faults, `seed ${seed}`).toEqual([]);
      await world.seal();
      expect(await sealedIn(world), `seed ${seed}`).toEqual({ faults: [], sealed: expectedOf([...facts, ...late]) });
      expect(new Set(world.told), `seed ${seed}`).toEqual(new Set((await world.blocks()).map(({ header }) => header.n)));
    }
  }, 300_000);

  it("duplicates, late and reordered facts, recorded between runs of the sealer at any time, are the same set of records in a valid chain", async () => {
    const days = ["2026-03-01T03:00:00.000Z", "2026-03-01T15:59:59.000Z", "2026-03-01T16:00:00.000Z", start, plusSeconds(start, 600)];
    const step = fc.record({ fact: fc.nat(), moved: fc.nat(900), sealed: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const facts = days.flatMap((from) => awardFacts(2, from));
        const world = await openSealing(start);
        for (const { fact, moved, sealed } of steps) {
          await world.record([required(facts[fact % facts.length], "fact")]);
          world.clock.moveTo(plusSeconds(world.clock.now(), moved));
          if (sealed) await world.seal();
        }
        await world.record(facts.toReversed());
        world.clock.moveTo(plusSeconds(world.clock.now(), 3600));
        await world.seal();
        expect(await sealedIn(world)).toEqual({ faults: [], sealed: expectedOf(facts) });
      }),
      { numRuns: runs(60) },
    );
  }, 300_000);
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGateway } from "../../infra/local-cloud/gateway/gateway.ts";
import type { Fault, Gateway } from "../../infra/local-cloud/gateway/types.ts";
import { conservationFaults } from "../support/conservation.ts";
import { long } from "../support/effort.ts";
import { sharedEngine } from "../support/engine.ts";
import { PermitLife } from "../support/permit-life.ts";
import { foundLife } from "../support/permit-life-found.ts";
import { type LifeStage, LifeStory, sites, start } from "../support/permit-life-story.ts";
import { faultsOfWays } from "../support/permit-life-ways.ts";
import { PermitLifeWorld } from "../support/permit-life-world.ts";
import { tonnesOf } from "../support/permit-ways.ts";
import { seededChoices } from "../support/scheduler.ts";
import { differencesFound, tradeRecordsOf } from "../support/trade-records.ts";

/** Lives of the short form: chosen because much happens in them; the long form goes on with others. */
const rich = [23, 30];
const seeds = long ? [...rich, 51, 99, 255] : rich;
const steps = long ? 30 : 20;

const faults: readonly { readonly fault: Fault; readonly operation?: string; readonly probability: number }[] = [
  { fault: "transaction-conflict", operation: "TransactWriteItems", probability: 0.03 },
  { fault: "throttle", operation: "TransactWriteItems", probability: 0.03 },
  { fault: "throttle-request", probability: 0.01 },
  { fault: "lost-reply", probability: 0.02 },
];

describe("the life of permits", () => {
  let gateway: Gateway;
  beforeAll(async () => {
    const { endpoint } = await sharedEngine();
    gateway = await startGateway({
      endpoints: { dynamodb: endpoint, sqs: endpoint, s3: endpoint },
      ...{ region: "cn-north-1", accountId: "000000000000", partition: "aws-cn" },
      callers: [{ accessKeyId: "test", secretAccessKey: "test", functionName: "life", policies: "administrator" }],
    });
  });
  afterAll(() => gateway.stop());

  async function sabotage(seed: number): Promise<void> {
    for (const [position, { fault, operation, probability }] of faults.entries()) {
      const match = { ...(operation && { operation }), probability, seed: seed * faults.length + position };
      await gateway.injectFault({ match, fault });
    }
  }

  /** The product, whose every tonne is looked at after each step. */
  function stageOf(world: PermitLifeWorld): LifeStage {
    return {
      async run(commands) {
        const accepted = await Promise.all(commands.map((each) => world.run(each)));
        await world.work();
        return accepted;
      },
      async settle(at) {
        world.clock.moveTo(at);
        await world.jobs();
      },
      async found() {
        const { found, faults: disagreements } = await foundLife(world);
        return [...found, ...disagreements, ...(await conservationFaults(world.engine))];
      },
    };
  }

  it.each(seeds)(
    "leaves each tonne in exactly one place, and its way readable from both ends, whoever dies meanwhile: life %i",
    async (seed) => {
      await gateway.clearFaults();
      const world = await PermitLifeWorld.open(sites, seededChoices(seed + 1_000), gateway.url);
      await sabotage(seed);
      const story = new LifeStory(seed, stageOf(world));
      await story.live(steps);
      await gateway.clearFaults();
      expect(await faultsOfWays(world, story.life), story.told.join("\n")).toEqual([]);
      // What is recorded of it as trades says what its ledger moved.
      const records = await tradeRecordsOf(world.engine, () => true, ["Allocations", "Surplus", "Permits"]);
      expect(await differencesFound(world.engine, records), story.told.join("\n")).toEqual([]);
    },
    300_000,
  );

  /** The reference itself as a product, whose findings are changed at the end. */
  function mirror(change: (found: readonly string[], step: number) => readonly string[]): LifeStage {
    const life = new PermitLife(start);
    let step = 0;
    return {
      async run(commands) {
        const accepted = commands.map((each) => life.apply(each));
        life.work();
        return accepted;
      },
      async settle(at) {
        life.now = at;
        life.settle();
      },
      async found() {
        step += 1;
        return change(life.describe(), step);
      },
    };
  }
  const live = async (stage: LifeStage): Promise<void> => new LifeStory(rich[0] ?? 0, stage).live(steps);

  it("is told from a wrong one: tonnes that stay held, that are somewhere twice, and a due that is forgotten", async () => {
    await expect(live(mirror((found) => found))).resolves.toBeUndefined();
    const stillHeld = mirror((found) => found.map((each) => each.replace(/^(site:.*) free = /, "$1 unpaid-fee = ")));
    await expect(live(stillHeld)).rejects.toThrow(/found site:[0-9] permit.* unpaid-fee = .*\nexpected site:[0-9] permit.* free = /s);
    const twice = mirror((found, step) => (step > 8 ? [...found, "reserve NH3-N = 0.001"].sort() : found));
    await expect(live(twice)).rejects.toThrow("found reserve NH3-N = 0.001");
    const forgotten = mirror((found) => found.filter((each) => !each.startsWith("due ")));
    await expect(live(forgotten)).rejects.toThrow(/expected due [0-9]/);
  });

  it("is read from the facts of entries alone: a reserve that was auctioned, expired in part, and came back in part", () => {
    const permit = "permit/COD/liangzi-lake/2026-07/2027-06";
    const quota = "quota/COD/liangzi-lake";
    const entry = (
      number: number,
      kind: string,
      postings: readonly (readonly [account: string, instrument: string, available: string])[],
    ) => ({
      ...{ factId: `fact-${number}`, occurredAt: `2026-07-0${number}T00:00:00.000Z` },
      data: {
        cause: { kind, reference: kind },
        postings: postings.map(([account, instrument, available]) => ({ account, instrument, available, held: "0" })),
      },
    });
    const reserved = entry(1, "reserve", [
      ["issue:0", quota, "-5"],
      ["reserve:liangzi-lake", quota, "5"],
    ]);
    const sold = entry(2, "settlement", [
      ["reserve:liangzi-lake", quota, "-3"],
      ["issue:1", quota, "3"],
      ["issue:1", permit, "-3"],
      ["site:a", permit, "3"],
    ]);
    const planned = entry(3, "allocation-plan", [
      ["issue:2", permit, "-2"],
      ["site:a", permit, "2"],
    ]);
    const recovered = entry(4, "recovery", [
      ["site:a", permit, "-4"],
      ["issue:3", permit, "4"],
      ["issue:3", quota, "-4"],
      ["reserve:liangzi-lake", quota, "4"],
    ]);
    const expired = entry(5, "permit-expired", [
      ["site:a", permit, "-1"],
      ["retired:4", permit, "1"],
    ]);
    const tonnes = tonnesOf([expired, reserved, sold, planned, recovered]);
    const told = tonnes
      .forward()
      .map(({ steps: taken, tonnes: each, at }) => `${each} t: ${taken.map(({ kind }) => kind).join(", ")}; at ${at}`);
    expect(told.sort()).toEqual([
      `1 t: allocation-plan, permit-expired; at retired ${permit}`,
      `1 t: allocation-plan, recovery; at reserve:liangzi-lake ${quota}`,
      `2 t: reserve; at reserve:liangzi-lake ${quota}`,
      `3 t: reserve, settlement, recovery; at reserve:liangzi-lake ${quota}`,
    ]);
    expect(tonnes.backward()).toEqual(tonnes.forward());
    expect(tonnes.held()).toEqual([`reserve:liangzi-lake ${quota} = 6`, `retired ${permit} = 1`]);
    // An entry that nobody stated leaves what it paid for without a beginning.
    expect(() => tonnesOf([expired, reserved, sold, recovered])).toThrow("nothing pays for");
  });
});

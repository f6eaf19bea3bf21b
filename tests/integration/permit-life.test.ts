import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGateway } from "../../infra/local-cloud/gateway/gateway.ts";
import type { Fault, Gateway } from "../../infra/local-cloud/gateway/types.ts";
import { conservationFaults } from "../support/conservation.ts";
import { long } from "../support/effort.ts";
import { sharedEngine } from "../support/engine.ts";
import { foundLife } from "../support/permit-life-found.ts";
import { type LifeStage, LifeStory, sites } from "../support/permit-life-story.ts";
import { faultsOfWays } from "../support/permit-life-ways.ts";
import { PermitLifeWorld } from "../support/permit-life-world.ts";
import { seededChoices } from "../support/scheduler.ts";

/** Lives of the short form: chosen because much happens in them. */
const seeds = long ? Array.from({ length: 24 }, (_, place) => place + 1) : (process.env.SEEDS ?? "23,255").split(",").map(Number);
const steps = 26;

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

  it.each(seeds)("leaves each tonne in exactly one place, and its way readable from both ends, whoever dies meanwhile: life %i", async (seed) => {
    await gateway.clearFaults();
    const world = await PermitLifeWorld.open(sites, seededChoices(seed + 1_000), gateway.url);
    await sabotage(seed);
    const story = new LifeStory(seed, stageOf(world));
    await story.live(steps);
    await gateway.clearFaults();
    expect(await faultsOfWays(world, story.life), story.told.join("\n")).toEqual([]);
  }, 300_000);
});

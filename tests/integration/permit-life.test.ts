import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGateway } from "../../infra/local-cloud/gateway/gateway.ts";
import type { Fault, Gateway } from "../../infra/local-cloud/gateway/types.ts";
import type { Instant } from "../../shared/kernel/clock.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { conservationFaults } from "../support/conservation.ts";
import { runs } from "../support/effort.ts";
import { sharedEngine } from "../support/engine.ts";
import { PermitLife } from "../support/permit-life.ts";
import { chosen, draft } from "../support/permit-life-choices.ts";
import type { LifeCommand } from "../support/permit-life-commands.ts";
import { foundLife } from "../support/permit-life-found.ts";
import { faultsOfWays } from "../support/permit-life-ways.ts";
import { PermitLifeWorld } from "../support/permit-life-world.ts";
import { seededChoices } from "../support/scheduler.ts";

const sites = 3;
const start = "2026-06-01T01:00:00.000Z";
const years = ["2026", "2027", "2028", "2029", "2030", "2031", "2032"];
const steps = 30;
const morning = 9 * 3_600;

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

  /** Compares every tonne, line, due and fen with the reference. */
  async function compare(world: PermitLifeWorld, life: PermitLife, story: readonly string[]): Promise<void> {
    const { found, faults: disagreements } = await foundLife(world);
    const told = story.slice(-12).join("\n");
    expect(found, told).toEqual(life.describe());
    expect([...disagreements, ...(await conservationFaults(world.engine))], told).toEqual([]);
  }

  async function waitUntil(world: PermitLifeWorld, life: PermitLife, until: Instant): Promise<void> {
    do {
      const next = life.nextAt();
      const stage = next && plusSeconds(next, morning) < until ? plusSeconds(next, morning) : until;
      life.now = stage;
      world.clock.moveTo(stage);
      await world.jobs();
      life.settle();
    } while (life.now < until);
  }

  it("leaves each tonne in exactly one place, whatever happens to it, and whoever dies meanwhile", async () => {
    for (let seed = Number(process.env.SEED ?? 1); seed <= Number(process.env.UNTIL ?? runs(30)); seed += 1) {
      const choose = seededChoices(seed);
      await gateway.clearFaults();
      const world = await PermitLifeWorld.open(sites, choose, gateway.url);
      const life = new PermitLife(start);
      const story: string[] = [`seed ${seed}`];
      if (process.env.SHOW) Object.assign(globalThis, { story });
      const run = async (command: LifeCommand): Promise<void> => {
        story.push(`${life.now} ${JSON.stringify(command)}`);
        const expected = life.apply(command);
        expect(await world.run(command), story.slice(-12).join("\n")).toBe(expected);
        await world.work().catch((error) => {
          console.error(story.join("\n"), life.describe().join("\n"));
          throw error;
        });
        life.work();
      };
      const caps = years.flatMap((year): LifeCommand[] => [
        { kind: "cap", pollutant: "COD", year, tonnes: "20" },
        { kind: "cap", pollutant: "NH3-N", year, tonnes: "2" },
      ]);
      const begun = await Promise.all([...caps, { kind: "reserve", pollutant: "COD", tonnes: "6" } as const].map((each) => world.run(each)));
      for (const each of caps) life.apply(each);
      life.apply({ kind: "reserve", pollutant: "COD", tonnes: "6" });
      expect(begun).not.toContain(false);
      await sabotage(seed);
      // Every life begins with a plan; what follows is chance.
      await run(required(draft(life, choose, sites), "a plan"));
      await run({ kind: "publish", plan: 0 });
      await waitUntil(world, life, plusSeconds(required(life.nextAt(), "end of the window"), morning));
      await run({ kind: "decide", plan: 0, approved: true });
      for (let step = 0; step < steps; step += 1) {
        const command = choose(5) > 0 ? chosen(life, choose, sites) : undefined;
        if (command) await run(command);
        else {
          const next = life.nextAt();
          const until = next && choose(3) > 0 ? plusSeconds(next, morning) : plusSeconds(life.now, choose(12) * 86_400);
          story.push(`${life.now} wait until ${until}`);
          await waitUntil(world, life, until);
        }
        if (process.env.SHOW) console.error(story.at(-1));
        await compare(world, life, story);
      }
      await gateway.clearFaults();
      expect(await faultsOfWays(world, life), story.join("\n")).toEqual([]);
    }
  }, 600_000);
});

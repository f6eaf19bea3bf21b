import { beforeAll, describe, expect, it } from "vitest";
import { api as allowancesApi } from "../../functions/carbon/api-allowances.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { Pledgor } from "../support/collateral-world.ts";
import { conservationFaults } from "../support/conservation.ts";
import type { Request } from "../support/front-door.ts";
import { openCourtDesk } from "./collateral-freezes-support.ts";

type Desk = Awaited<ReturnType<typeof openCourtDesk>>;
let desk: Desk;
beforeAll(async () => {
  desk = await openCourtDesk([allowancesApi]);
});

const instrument = "allowance/hubei/2025/2027-12";
const document = { documentNumber: "EZ-1", reason: "as decided" };

/** An entity with a hundred allowances. */
async function entity(): Promise<Pledgor> {
  const mill = await desk.world.pledgor("1");
  const holder = { ...mill, account: `party:${mill.partyId}`, instrument };
  await desk.world.credit(holder.account, instrument, "100");
  return holder;
}
/** A freeze by the regulator, outside of the register. */
const regulators = ({ partyId }: Pledgor, tonnes: string, more: object = {}): Request => ({
  ...{ as: desk.world.bureau, method: "POST", path: `/carbon/allowances/of/${partyId}/freezes` },
  body: { instrument, tonnes, ...document, ...more },
});

describe("a court's freeze and the regulator's of the same allowances", () => {
  it("take what is free from each other, and tell apart what each may lift", async () => {
    const { world } = desk;
    const mill = await entity();
    await world.done(regulators(mill, "30"));
    expect(await world.refused(world.freezing(mill, "71"))).toMatchObject({ code: "exceeds-free", free: "70", pledged: "0", frozen: "30" });
    const freeze = await world.frozen(mill, "50");
    expect(await world.refused(regulators(mill, "21"))).toMatchObject({ code: "surrender-exceeds-free", available: "20", frozen: "80" });
    const [slice] = required(await world.ports.own.register(mill), "register").slices;
    const liftedHoldId = required(slice, "slice").holdId;
    expect(await world.refused(regulators(mill, "10", { liftedHoldId }))).toMatchObject({ code: "not-frozen", frozen: "0" });
    expect(await world.done(world.lifting(freeze))).toMatchObject({ state: "lifted" });
    expect(await world.position(mill)).toEqual({ available: "70", held: "30", heldFor: { freeze: "30" } });
  });

  it("never take more than there is when they come at once", async () => {
    const { world } = desk;
    for (let round = 0; round < 4; round += 1) {
      const mill = await entity();
      const answers = await Promise.all([
        world.call(regulators(mill, "60")),
        world.call(world.freezing(mill, "60")),
        world.call(world.freezing(mill, "40")),
        world.call(regulators(mill, "40")),
      ]);
      const { available, held } = await world.position(mill);
      expect(Number(available) + Number(held)).toBe(100);
      expect(Number(available)).toBeGreaterThanOrEqual(0);
      for (const { status, text } of answers) expect(status < 202 || status === 409, text).toBe(true);
    }
    expect(await conservationFaults(world.engine)).toEqual([]);
  });

  it("are in whole units of the instrument: a finer quantity is refused", async () => {
    const { world } = desk;
    const mill = await entity();
    expect(await world.refused(world.freezing(mill, "0.5"))).toMatchObject({ code: "finer-than-unit" });
    const freeze = await world.frozen(mill, "10");
    expect(await world.refused(world.lifting(freeze, { quantity: "0.5" }))).toMatchObject({ code: "finer-than-unit" });
  });
});

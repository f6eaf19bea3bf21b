import { beforeAll, describe, expect, it } from "vitest";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { CollateralWorld, joining, type Pledgor, type Registered } from "../support/collateral-world.ts";
import { conservationFaults } from "../support/conservation.ts";
import { givenMember, givenSite } from "../support/members.ts";

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const longer = "permit/COD/liangzi-lake/2025-01/2030-12";

let world: CollateralWorld;
beforeAll(async () => {
  world = await CollateralWorld.open();
});

/** A firm that also holds some tonnes of a longer permit on a site of another area. */
async function withTwoAreas(): Promise<{ readonly firm: Pledgor; readonly elsewhere: Pledgor }> {
  const firm = await world.pledgor();
  const { siteId } = await givenSite(world.engine, firm.partyId, { area: "420702" });
  const elsewhere = { ...firm, siteId, account: `site:${siteId}`, instrument: longer };
  await world.credit(elsewhere.account, longer, "10");
  return { firm, elsewhere };
}
function partsOn(...pledgors: readonly Pledgor[]) {
  return { parts: pledgors.map(({ account, instrument }) => ({ account, instrument, quantity: "4" })) };
}
const registerOf = async (of: Pledgor) => required(await world.ports.own.register(of), "register");

describe("a pledge on sites of two areas", () => {
  it("has each position in the area of its own site, by whose prices and authorities it goes", async () => {
    const { firm, elsewhere } = await withTwoAreas();
    const bank = await world.bank();
    await world.registered(bank, firm, "4", partsOn(firm, elsewhere));
    expect([await registerOf(firm), await registerOf(elsewhere)]).toMatchObject([{ area: "420704" }, { area: "420702" }]);
    const [slice] = (await registerOf(elsewhere)).slices;
    const query = new URLSearchParams({ account: elsewhere.account, instrument: longer });
    const queue = { method: "GET", path: `/collateral/freeze-queues/${slice?.sliceId}?${query}` } as const;
    const districts = await Promise.all(["420702", "420704"].map((area) => givenMember(world.engine, { role: "district", area })));
    const answers = await Promise.all(districts.map(({ subject }) => world.call({ ...queue, as: subject })));
    expect(answers.map(({ status }) => status)).toEqual([200, 404]);
  });

  it("has each position in the area of its own site also where it was added later", async () => {
    const { firm, elsewhere } = await withTwoAreas();
    const bank = await world.bank();
    const { pledgeId } = await world.registered(bank, firm, "4");
    const addition = { ...partsOn(elsewhere), appraisedCny: "60000", appraisedOn: "2026-03-02", acceptedSeniors: [] };
    const change = await world.done(world.step(bank, pledgeId, "changes", { addition, documentSha256: sha, reason: "cure" }));
    const path = `/collateral/pledge-changes/${change.changeId}/agreement`;
    await world.done({ as: firm.subject, method: "POST", path });
    expect(await registerOf(elsewhere)).toMatchObject({ area: "420702" });
  });
});

describe("servers whose clocks differ", () => {
  it("rank by the order of registration on every position, and keep its history in order", async () => {
    const { firm, elsewhere } = await withTwoAreas();
    const [first, second, last] = [await world.bank(), await world.bank(), await world.bank()];
    const now = world.clock.now();
    // A server whose clock is a minute ahead registers on one of the positions.
    world.clock.moveTo(plusSeconds(now, 60));
    await world.registered(first, firm, "1");
    world.clock.moveTo(now);
    const senior = await world.registered(second, firm, "4", partsOn(firm, elsewhere));
    const onSlice = required((await registerOf(elsewhere)).slices[0], "slice");
    world.clock.moveTo(plusSeconds(now, 1));
    const join = joining(elsewhere, { ...senior, slices: [{ ...senior.slices[0], ...onSlice }] } as unknown as Registered, "4");
    const junior = await world.registered(last, elsewhere, "4", join);
    expect(junior.slices).toMatchObject([{ rank: 2 }]);
    expect(await world.read(second.subject, `/collateral/pledges/${senior.pledgeId}`)).toMatchObject({
      slices: [{ rank: 1 }, { rank: 1 }],
    });
    world.clock.moveTo(now);
  });

  it("keep the versions of a pledge in the order in which they were written", async () => {
    const [bank, firm, now] = [await world.bank(), await world.pledgor(), world.clock.now()];
    world.clock.moveTo(plusSeconds(now, 60));
    const { pledgeId } = await world.registered(bank, firm, "4");
    world.clock.moveTo(now);
    await world.cancelled(bank, { pledgeId });
    const { items } = await world.ports.own.pledgeVersions(pledgeId, {});
    expect(items.map(({ state }) => state)).toEqual(["cancelled", "registered", "confirmed", "drafted"]);
    expect(await world.ports.own.pledgeAsOf(pledgeId, plusSeconds(now, 3_600))).toMatchObject({ state: "cancelled" });
    expect(await world.ports.own.registerAt(firm, plusSeconds(now, 3_600))).toMatchObject({ slices: [] });
  });
});

describe("a register that is almost full", () => {
  it("refuses a pledge two parts of which would be one too many, whole", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor("100")];
    const first = await world.registered(bank, firm, "10");
    for (let count = 0; count < 38; count += 1) await world.registered(bank, firm, "1", { amountCny: "100", contractNumber: `C-${count}` });
    const { account, instrument } = firm;
    const parts = [{ account, instrument, quantity: "1" }, ...joining(firm, first, "4").parts];
    const pledgeId = await world.confirmed(bank, firm, "1", { parts, acceptedSeniors: [first.registered.number] });
    const registration = world.step(bank, pledgeId, "registration");
    expect(await world.refused(registration)).toMatchObject({ code: "register-full", most: 40 });
    expect(await registerOf(firm)).toMatchObject({ version: 39 });
    expect(await conservationFaults(world.engine)).toEqual([]);
  });
});

describe("a draft whose days are over", () => {
  it("is neither confirmed nor registered, although no job has run since", async () => {
    const [bank, firm, now] = [await world.bank(), await world.pledgor(), world.clock.now()];
    const { pledgeId: drafted } = await world.done(world.draft(bank, firm, "1"));
    const confirmed = await world.confirmed(bank, firm, "1");
    world.clock.moveTo("2026-04-01T16:00:00.000Z");
    const late = [world.step(firm, String(drafted), "confirmation"), world.step(bank, confirmed, "registration")];
    for (const request of late) expect(await world.refused(request)).toMatchObject({ code: "wrong-state", state: "not-registered" });
    expect(await world.position(firm)).toMatchObject({ held: "0" });
    world.clock.moveTo(now);
  });
});

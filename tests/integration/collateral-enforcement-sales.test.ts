import { beforeAll, describe, expect, it } from "vitest";
import { endEnforcement } from "../../functions/collateral/enforcement/end-sale.ts";
import { EnforcementWorld, instrument } from "./collateral-enforcement-support.ts";

let world: EnforcementWorld;
beforeAll(async () => {
  world = await EnforcementWorld.open();
});

describe("the sale of enforced tonnes", () => {
  it("pays by rank what a paid award and a forfeited deposit brought, then the pledgor; what is unsold or unpaid stays pledged", async () => {
    const pledged = await world.pledged();
    const { firm, senior, junior } = pledged;
    const enforcementId = await world.begun(pledged);
    expect(await world.pledges(pledged)).toEqual(["enforcing 15000.00", "disbursed 5000.00"]);
    const auctionId = await world.soldWithDefault(pledged, enforcementId);
    // Before the end is stated: 4 t are delivered, 3 t wait in escrow, and 3 t never moved.
    expect(await world.left(auctionId, enforcementId)).toBe("23600 CNY, 3 t");
    expect(await world.tonnes(pledged)).toBe("0 free, 3 held, slices 10");
    expect(await world.faults()).toEqual([]);
    await world.end(auctionId, enforcementId);
    expect(await world.left(auctionId, enforcementId)).toBe("0 CNY, 0 t");
    expect([await world.cash(senior.partyId), await world.cash(junior.partyId), await world.cash(firm.partyId)]).toEqual([
      ...["15000 + 0", "5000 + 0", "3600 + 0"],
    ]);
    expect(await world.tonnes(pledged)).toBe("0 free, 6 held, slices 6");
    expect(await world.pledges(pledged)).toEqual(["repaid 0.00", "repaid 0.00"]);
    expect(await world.faults()).toEqual([]);
    const path = `/collateral/enforcements/${enforcementId}`;
    const own = await world.done({ as: senior.subject, method: "GET", path });
    // A bank sees its own payment, and nothing that tells another's.
    expect(own).toMatchObject({ state: "sold", auctionId, endedTonnes: "4", payments: [{ bankId: senior.partyId, paidCny: "15000.00" }] });
    expect(own).not.toHaveProperty("pledgorCny");
    expect(await world.refused({ as: junior.subject, method: "GET", path })).toMatchObject({ code: "not-found" });
    const ofFirm = await world.done({ as: firm.subject, method: "GET", path });
    expect(ofFirm).toMatchObject({ proceedsCny: "23600.00", pledgorCny: "3600.00", heldCny: "0.00" });
    expect(ofFirm.payments).toHaveLength(2);
    const list = "/collateral/enforcements";
    for (const [as, query] of [
      [senior.subject, ""],
      [firm.subject, ""],
      [world.house.operator, `?bankId=${senior.partyId}`],
    ] as const) {
      expect(await world.done({ as, method: "GET", path: `${list}${query}` })).toMatchObject({ items: [{ enforcementId }] });
    }
  });

  it("leaves the rest of a debt owed where it brings less, with the juniors behind it", async () => {
    const pledged = await world.pledged({ senior: "30000", junior: "5000" });
    const enforcementId = await world.begun(pledged);
    const auctionId = await world.soldWithDefault(pledged, enforcementId);
    await world.end(auctionId, enforcementId);
    expect(await world.pledges(pledged)).toEqual(["disbursed 6400.00", "disbursed 5000.00"]);
    expect(await world.cash(pledged.senior.partyId)).toBe("23600 + 0");
    expect(await world.tonnes(pledged)).toBe("0 free, 6 held, slices 6");
  });

  it("ends every pledge on tonnes that are all sold, whatever is still owed", async () => {
    const pledged = await world.pledged({ senior: "60000", junior: "5000" });
    const enforcementId = await world.begun(pledged);
    const auctionId = await world.announced(pledged, enforcementId);
    const buyer = await world.house.bidder({ offsetRatio: "2" });
    await world.bid(auctionId, buyer, "10", "5000");
    await world.house.close(auctionId);
    await world.house.settle(auctionId);
    await world.end(auctionId, enforcementId);
    expect(await world.pledges(pledged)).toEqual(["enforced 0.00", "enforced 0.00"]);
    expect(await world.cash(pledged.senior.partyId)).toBe("50000 + 0");
    expect(await world.tonnes(pledged)).toBe("0 free, 0 held, slices 0");
    const delivered = await world.ports.ledger.position(`site:${buyer.siteId}`, instrument);
    expect(delivered.available.toString()).toBe("5");
  });

  it("moves nothing where nobody bids or the operator cancels it: everything stays pledged, and may be enforced again", async () => {
    const pledged = await world.pledged();
    const first = await world.begun(pledged);
    const unsold = await world.announced(pledged, first);
    await world.house.close(unsold);
    await world.end(unsold, first);
    expect(await world.tonnes(pledged)).toBe("0 free, 10 held, slices 10");
    expect(await world.pledges(pledged)).toEqual(["disbursed 15000.00", "disbursed 5000.00"]);
    const second = await world.begun(pledged);
    const cancelled = await world.announced(pledged, second);
    await world.done({
      ...{ as: world.house.operator, method: "POST", path: `/auctions/${cancelled}/cancellation` },
      body: { reason: "the parties agree" },
    });
    await world.end(cancelled, second);
    expect(await world.pledges(pledged)).toEqual(["disbursed 15000.00", "disbursed 5000.00"]);
    expect(await world.tonnes(pledged)).toBe("0 free, 10 held, slices 10");
  });

  it("is over once: its end is stated when the last award ends, however often it is asked for, and paid out once", async () => {
    const pledged = await world.pledged();
    const enforcementId = await world.begun(pledged);
    const auctionId = await world.announced(pledged, enforcementId);
    const [one, other] = [await world.house.bidder(), await world.house.bidder({ cash: "3600" })];
    await world.bid(auctionId, one, "4", "5000");
    await world.bid(auctionId, other, "3", "4500");
    await world.house.close(auctionId);
    await world.house.settle(auctionId);
    expect(await world.saleEnd(auctionId, enforcementId)).toBeUndefined();
    await world.default(auctionId);
    const ends = await Promise.all([1, 2, 3].map(() => world.saleEnd(auctionId, enforcementId)));
    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
    const [sale] = ends;
    if (!sale) throw new Error("the end is stated");
    await Promise.all([1, 2, 3].map(() => endEnforcement(world.ports, sale)));
    await endEnforcement(world.ports, sale);
    expect(await world.cash(pledged.senior.partyId)).toBe("15000 + 0");
    expect(await world.cash(pledged.firm.partyId)).toBe("3600 + 0");
    expect(await world.faults()).toEqual([]);
  });

  it("of two last awards that end at the same moment misses neither", async () => {
    const pledged = await world.pledged();
    const enforcementId = await world.begun(pledged);
    const auctionId = await world.announced(pledged, enforcementId);
    const bidders = [await world.house.bidder(), await world.house.bidder()];
    for (const bidder of bidders) await world.bid(auctionId, bidder, "5", "4500");
    await world.house.close(auctionId);
    const enrolments = await world.house.ports.own.enrolments(auctionId);
    const { settleEnrolment } = await import("../../functions/auctions/settlement/settle-enrolment.ts");
    await Promise.all(enrolments.map((each) => settleEnrolment(world.house.ports, each)));
    expect(await world.saleEnd(auctionId, enforcementId)).toMatchObject({ settledTonnes: "10", proceedsCny: "45000.00", outcome: "sold" });
  });
});

describe("the announcement of enforced tonnes", () => {
  it("is refused without an enforcement, for other tonnes than its own, for another seller, and twice", async () => {
    const pledged = await world.pledged();
    expect(await world.refused(world.announcement(pledged, "none"))).toMatchObject({ code: "lot-not-pledged", rule: "state" });
    const enforcementId = await world.begun(pledged, { quantity: "6" });
    const wrong: readonly (readonly [string, object, object])[] = [
      ["quantity", {}, { quantity: "7" }],
      ["instrument", {}, { lastMonth: "2030-11", quantity: "6" }],
      ["seller", { seller: usualSeller }, { quantity: "6" }],
      ["sourceClass", {}, { sourceClass: "agricultural", quantity: "6" }],
    ];
    for (const [rule, more, lot] of wrong) {
      expect(await world.refused(world.announcement(pledged, enforcementId, more, lot))).toMatchObject({ code: "lot-not-pledged", rule });
    }
    const announcements = await Promise.all(
      [1, 2].map(() => world.house.call(world.announcement(pledged, enforcementId, {}, { quantity: "6" }))),
    );
    expect(announcements.map(({ status }) => status).sort()).toEqual([201, 409]);
    const again = world.announcement(pledged, enforcementId, {}, { quantity: "6" });
    expect(await world.refused(again)).toMatchObject({ code: "lot-on-sale" });
  });

  it("and a withdrawal at the same moment exclude each other", async () => {
    const pledged = await world.pledged();
    const enforcementId = await world.begun(pledged);
    const withdrawal = world.step(pledged.senior.subject, enforcementId, "withdrawal", { reason: "the debtor pays" });
    const [sale, withdrawn] = await Promise.all([
      world.house.call(world.announcement(pledged, enforcementId)),
      world.house.call(withdrawal),
    ]);
    expect([sale.status === 201, withdrawn.status === 200].filter(Boolean)).toHaveLength(1);
    const [late, code] = sale.status === 201 ? [withdrawal, "on-sale"] : [world.announcement(pledged, enforcementId), "lot-not-pledged"];
    expect(await world.refused(late)).toMatchObject({ code });
  });
});

const usualSeller = { name: "鄂州市生态环境局", creditCode: "11420700MB00000195" };

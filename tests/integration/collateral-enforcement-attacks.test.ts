import { beforeAll, describe, expect, it } from "vitest";
import { closeAuction } from "../../functions/auctions/closing/close-auction.ts";
import { endEnforcement } from "../../functions/collateral/enforcement/end-sale.ts";
import { endWithRight } from "../../functions/collateral/freezes/end-with-right.ts";
import { endTerms } from "../../functions/collateral/pledges/end-terms.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { EnforcementWorld, instrument } from "./collateral-enforcement-support.ts";

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const judgment = {
  court: "鄂州市中级人民法院",
  caseNumber: "（2026）鄂07民终3号",
  documentNumber: "E07-3",
  documentSha256: sha,
  reason: "void",
};

let desk: EnforcementWorld;
beforeAll(async () => {
  desk = await EnforcementWorld.open();
});

function revoking(pledgeId: string) {
  return { as: desk.house.operator, method: "POST", path: `/collateral/pledges/${pledgeId}/revocation`, body: judgment } as const;
}

describe("a judgment that revokes a pledge while it is enforced", () => {
  it("ends an enforcement that is not on sale, and its tonnes stay with whoever is next", async () => {
    const pledged = await desk.pledged();
    const enforcementId = await desk.begun(pledged);
    expect(await desk.done(revoking(pledged.seniorPledge))).toMatchObject({ state: "revoked" });
    expect(await desk.refused(desk.announcement(pledged, enforcementId))).toMatchObject({ code: "lot-not-pledged" });
    const withdrawal = desk.step(pledged.senior.subject, enforcementId, "withdrawal", { reason: "revoked" });
    expect(await desk.refused(withdrawal)).toMatchObject({ code: "wrong-state", state: "withdrawn" });
    expect(await desk.tonnes(pledged)).toBe("0 free, 10 held, slices 10");
    expect(await desk.faults()).toEqual([]);
  });

  it("waits for a sale that is announced: neither stops the other half way", async () => {
    const pledged = await desk.pledged();
    const enforcementId = await desk.begun(pledged);
    const auctionId = await desk.announced(pledged, enforcementId);
    const winner = await desk.house.bidder();
    await desk.bid(auctionId, winner, "10", "5000");
    const revocation = revoking(pledged.seniorPledge);
    expect(await desk.refused(revocation)).toMatchObject({ code: "being-enforced", enforcementId });
    await desk.house.close(auctionId);
    expect(await desk.refused(revocation)).toMatchObject({ code: "being-enforced" });
    await desk.house.settle(auctionId);
    await desk.end(auctionId, enforcementId);
    expect(await desk.pledges(pledged)).toEqual(["enforced 0.00", "enforced 0.00"]);
    expect(await desk.left(auctionId, enforcementId)).toBe("0 CNY, 0 t");
    expect(await desk.faults()).toEqual([]);
  });
});

describe("a right that ends while a pledge on it is enforced", () => {
  it("leaves nothing to be taken over, and the bank can end what it began", async () => {
    const pledged = await desk.pledged();
    const enforcementId = await desk.begun(pledged);
    const price = { taker: "reserve", priceCny: "20000", courtDocument: { documentNumber: "E07-9", documentSha256: sha } };
    await desk.done(desk.step(pledged.senior.subject, enforcementId, "take-over", price, "PUT"));
    await endWithRight(desk.ports, { position: { account: pledged.firm.account, instrument }, at: desk.house.clock.now() });
    const completion = desk.step(desk.house.regulator ?? "", enforcementId, "take-over/completion");
    expect(await desk.refused(completion)).toMatchObject({ code: "position-expired" });
    const withdrawal = desk.step(pledged.senior.subject, enforcementId, "withdrawal", { reason: "expired" });
    expect(await desk.done(withdrawal)).toMatchObject({ state: "withdrawn" });
    expect(await desk.pledges(pledged)).toEqual(["expired 0.00", "expired 0.00"]);
  });

  it("does not keep from being paid what was sold before", async () => {
    const pledged = await desk.pledged();
    const enforcementId = await desk.begun(pledged);
    const auctionId = await desk.soldWithDefault(pledged, enforcementId);
    const sale = required(await desk.saleEnd(auctionId, enforcementId), "end of a sale");
    await endWithRight(desk.ports, { position: { account: pledged.firm.account, instrument }, at: desk.house.clock.now() });
    await desk.end(auctionId, enforcementId);
    expect(sale.settledTonnes).toBe("4");
    // What was sold is paid by rank, as if the right still ran: fifteen thousand to the first, five thousand to the second.
    expect([await desk.cash(pledged.senior.partyId), await desk.cash(pledged.junior.partyId)]).toEqual(["15000 + 0", "5000 + 0"]);
    expect(await desk.left(auctionId, enforcementId)).toBe("0 CNY, 0 t");
    expect(await desk.faults()).toEqual([]);
  });
});

describe("an enforcement", () => {
  it("of a part that is finer than the unit is refused", async () => {
    const pledged = await desk.pledged();
    expect(await desk.refused(desk.begin(pledged, { quantity: "0.0001" }))).toMatchObject({ code: "finer-than-unit" });
  });

  it("that repays a pledge which stays on other tonnes makes its cancellation due", async () => {
    const pledged = await desk.pledged({ senior: "1000", junior: "500" });
    const enforcementId = await desk.begun(pledged, { quantity: "4" });
    const auctionId = await desk.announcedPart(pledged, enforcementId, "4");
    await desk.bid(auctionId, await desk.house.bidder(), "4", "5000");
    await desk.house.close(auctionId);
    await desk.house.settle(auctionId);
    await desk.end(auctionId, enforcementId);
    expect(await desk.pledges(pledged)).toEqual(["repaid 0.00", "repaid 0.00"]);
    const pledge = await desk.done({ as: pledged.senior.subject, method: "GET", path: `/collateral/pledges/${pledged.seniorPledge}` });
    expect(pledge).toMatchObject({ repaidOn: expect.any(String), cancelBy: expect.any(String) });
    desk.house.clock.moveTo(plusSeconds(String(pledge.cancelBy), 1));
    await endTerms(desk.ports);
    const overdue = { as: pledged.senior.subject, method: "GET", path: "/collateral/overdue-cancellations" } as const;
    expect(await desk.done(overdue)).toMatchObject({ items: [{ pledgeId: pledged.seniorPledge }] });
    await desk.done(desk.world.step(pledged.senior, pledged.seniorPledge, "cancellation", { reason: "repaid" }));
    expect(await desk.done(overdue)).toMatchObject({ items: [] });
  });
});

describe("a sale that ends on a server whose clock is slow", () => {
  it("is the last that the register shows", async () => {
    const pledged = await desk.pledged();
    const enforcementId = await desk.begun(pledged);
    const auctionId = await desk.announced(pledged, enforcementId);
    await desk.bid(auctionId, await desk.house.bidder(), "10", "5000");
    await desk.house.close(auctionId);
    await desk.house.settle(auctionId);
    const now = desk.house.clock.now();
    const sale = required(await desk.saleEnd(auctionId, enforcementId), "end of a sale");
    desk.house.clock.moveTo("2026-01-01T00:00:00.000Z");
    await endEnforcement(desk.ports, sale);
    desk.house.clock.moveTo(now);
    expect(await desk.ports.own.registerAt(pledged.firm, now)).toMatchObject({ slices: [] });
    expect(await desk.ports.own.pledgeAsOf(pledged.seniorPledge, now)).toMatchObject({ state: "enforced" });
  });
});

describe("a right that ends before its sale closes", () => {
  it("takes the lot off sale, and the register is emptied once the sale is over", async () => {
    const pledged = await desk.pledged();
    const enforcementId = await desk.begun(pledged);
    const auctionId = await desk.announced(pledged, enforcementId);
    await desk.bid(auctionId, await desk.house.bidder(), "10", "5000");
    const now = desk.house.clock.now();
    const ended = "2030-12-31T16:00:00.000Z";
    const right = { position: { account: pledged.firm.account, instrument }, at: ended };
    await endWithRight(desk.ports, right);
    expect(await desk.ports.own.register(pledged.firm)).toMatchObject({ slices: [{ quantity: "10" }] });
    desk.house.clock.moveTo(ended);
    await closeAuction(desk.house.ports, auctionId);
    expect(await desk.done({ as: desk.house.operator, method: "GET", path: `/auctions/${auctionId}` })).toMatchObject({
      state: "cancelled",
    });
    await desk.end(auctionId, enforcementId);
    expect(await desk.ports.own.register(pledged.firm)).toMatchObject({ slices: [] });
    expect(await desk.pledges(pledged)).toEqual(["expired 0.00", "expired 0.00"]);
    expect(await desk.ports.own.enforcement(enforcementId)).toMatchObject({ state: "not-sold" });
    desk.house.clock.moveTo(now);
  });
});

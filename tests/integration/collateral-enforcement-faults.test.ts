import { beforeAll, describe, expect, it } from "vitest";
import { closeAuction } from "../../functions/auctions/closing/close-auction.ts";
import { auctionsStore } from "../../functions/auctions/store.ts";
import { endEnforcement } from "../../functions/collateral/enforcement/end-sale.ts";
import { enforcementPorts } from "../../functions/collateral/enforcement/ports.ts";
import { freezesFacts } from "../../functions/collateral/freezes/contract.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { openLedger } from "../../shared/ledger/ledger.ts";
import { openTable } from "../../shared/store/table.ts";
import { doomedClient, untilKilled } from "../support/doomed.ts";
import { storedFacts } from "../support/stored-facts.ts";
import { EnforcementWorld, type Pledged } from "./collateral-enforcement-support.ts";

let world: EnforcementWorld;
beforeAll(async () => {
  world = await EnforcementWorld.open();
});

describe("a court's freeze", () => {
  it("on pledged tonnes bars their enforcement, their announcement and their take-over", async () => {
    const [frozen, later, takenOver] = [await world.pledged(), await world.pledged(), await world.pledged()];
    await world.freeze(frozen, "10");
    expect(await world.refused(world.begin(frozen))).toMatchObject({ code: "frozen" });
    const enforcementId = await world.begun(later);
    await world.freeze(later, "1");
    expect(await world.refused(world.announcement(later, enforcementId))).toMatchObject({ code: "lot-frozen" });
    const third = await world.begun(takenOver);
    const taker = await world.house.bidder();
    const courtDocument = { documentNumber: "C-1", documentSha256: "a".repeat(64) };
    const body = { taker: "site", takerId: taker.siteId, priceCny: "1000", courtDocument };
    await world.done(world.step(takenOver.senior.subject, third, "take-over", body, "PUT"));
    await world.freeze(takenOver, "10");
    const completion = world.step(taker.subject, third, "take-over/completion", { project: taker.project });
    expect(await world.refused(completion)).toMatchObject({ code: "frozen" });
  });

  it("between the announcement and the close withdraws the sale: bids stay sealed, deposits go back, nothing moves", async () => {
    const pledged = await world.pledged();
    const enforcementId = await world.begun(pledged);
    const auctionId = await world.announced(pledged, enforcementId);
    const bidder = await world.house.bidder();
    await world.bid(auctionId, bidder, "10", "5000");
    await world.freeze(pledged, "1");
    await world.house.close(auctionId);
    await world.house.settle(auctionId);
    expect(await world.house.ports.own.auction(auctionId)).toMatchObject({ state: "cancelled" });
    expect(await world.cash(bidder.partyId)).toBe("1000000 + 0");
    await world.end(auctionId, enforcementId);
    expect(await world.tonnes(pledged)).toBe("0 free, 10 held, slices 9 + 1");
    expect(await world.pledges(pledged)).toEqual(["disbursed 15000.00", "disbursed 5000.00"]);
  });

  it("after the close stands behind the pledges: what is left of its tonnes stays set aside until the court releases it", async () => {
    const pledged = await world.pledged();
    const { firm, senior } = pledged;
    const enforcementId = await world.begun(pledged);
    const auctionId = await world.announced(pledged, enforcementId);
    await world.bid(auctionId, await world.house.bidder(), "10", "5000");
    await world.house.close(auctionId);
    // 50,000 CNY for 10 t, of which a court freezes 4 t before they are paid for.
    const freezeId = await world.freeze(pledged, "4");
    await world.house.settle(auctionId);
    await world.end(auctionId, enforcementId);
    const freeze = { as: world.house.operator, method: "GET", path: `/collateral/freezes/${freezeId}` } as const;
    expect(await world.done(freeze)).toMatchObject({ state: "ended" });
    // The court's authority, the owner and the banks are told once that what it lay on was realised, however often the sale is ended.
    await world.end(auctionId, enforcementId);
    const told = await storedFacts(world.house.engine, freezesFacts.freezeEnded, ({ data }) => data.freezeId === freezeId, "Collateral");
    expect(told).toMatchObject([{ data: { ground: "realised", endedQuantity: "4", quantity: "0", moves: false } }]);
    expect(told[0]?.parties).toContain(firm.partyId);
    // 6 t bring 30,000: 20,000 pay both banks, and 10,000 are the firm's. 4 t bring 20,000, which nobody else has a claim on.
    expect(await world.cash(senior.partyId)).toBe("15000 + 0");
    expect(await world.cash(firm.partyId)).toBe("10000 + 20000");
    expect(await world.faults()).toEqual([]);
    const release = (amountCny: string, more: object = {}) =>
      world.step(world.house.operator, enforcementId, "held-proceeds/releases", {
        ...{ amountCny, documentNumber: "(2026)鄂0704执9号", reason: "as the court says", ...more },
      });
    const creditor = await world.house.bidder({ cash: "0" });
    expect(await world.refused(release("20000.01"))).toMatchObject({ code: "nothing-held", remainingCny: "20000" });
    await world.done(release("15000", { partyId: creditor.partyId }));
    await world.done(release("5000"));
    expect(await world.cash(creditor.partyId)).toBe("15000 + 0");
    expect(await world.cash(firm.partyId)).toBe("15000 + 0");
    expect(await world.refused(release("0.01"))).toMatchObject({ code: "nothing-held" });
    expect(await world.faults()).toEqual([]);
  });
});

describe("a function that is killed", () => {
  /** Ports of a process that is killed at one of its requests. */
  function doomed(at: number, after: boolean) {
    const { engine, ports } = world.house;
    const dynamo = doomedClient(required(engine.endpoint, "endpoint"), { at, after });
    return {
      ...ports,
      dynamo,
      own: auctionsStore(openTable(dynamo, engine.tables.Auctions)),
      ledger: openLedger(dynamo, engine.tables.Ledger),
    };
  }

  /** An auction of pledged tonnes with two bids, past its close. */
  async function closing(pledged: Pledged, enforcementId: string): Promise<string> {
    const auctionId = await world.announced(pledged, enforcementId);
    await world.bid(auctionId, await world.house.bidder(), "4", "5000");
    await world.bid(auctionId, await world.house.bidder(), "3", "4500");
    world.house.clock.moveTo(plusSeconds(world.house.clock.now(), 3 * 3_600));
    return auctionId;
  }

  it("while it closes the sale or pays it out leaves everything to the next run, which does each step once", async () => {
    for (const [at, after] of [
      [2, true],
      [4, false],
      [6, true],
      [9, true],
      [12, false],
    ] as const) {
      const pledged = await world.pledged();
      const enforcementId = await world.begun(pledged);
      const auctionId = await closing(pledged, enforcementId);
      await untilKilled(() => closeAuction(doomed(at, after), auctionId));
      expect(await world.faults()).toEqual([]);
      // Nothing is over before the close is.
      if (!(await world.house.ports.own.auction(auctionId))?.endedAt) expect(await world.saleEnd(auctionId, enforcementId)).toBeUndefined();
      await closeAuction(world.house.ports, auctionId);
      await world.house.settle(auctionId);
      const sale = required(await world.saleEnd(auctionId, enforcementId), "end of the sale");
      expect(sale).toMatchObject({ settledTonnes: "7", proceedsCny: "33500.00" });
      const { engine, granted } = world.house;
      const killed = enforcementPorts({
        ...granted,
        dynamo: doomedClient(required(engine.endpoint, "endpoint"), { at: Math.ceil(at / 2), after }),
      });
      await untilKilled(() => endEnforcement(killed, sale));
      expect(await world.faults()).toEqual([]);
      await endEnforcement(world.ports, sale);
      expect(await world.cash(pledged.senior.partyId)).toBe("15000 + 0");
      expect(await world.cash(pledged.firm.partyId)).toBe("13500 + 0");
      expect(await world.tonnes(pledged)).toBe("0 free, 3 held, slices 3");
      expect(await world.faults()).toEqual([]);
    }
  });
});

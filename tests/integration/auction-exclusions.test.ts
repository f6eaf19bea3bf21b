import { beforeAll, describe, expect, it } from "vitest";
import { receiptText } from "../../functions/auctions/bidding/bid-rules.ts";
import { closeAuction } from "../../functions/auctions/closing/close-auction.ts";
import { auctionsFacts } from "../../functions/auctions/contract.ts";
import type { ClosingPorts } from "../../functions/auctions/ports.ts";
import { type Evidence, evidenceIn } from "../../functions/auctions/results/evidence.ts";
import { readManifest } from "../../shared/auctions/sealed-book.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { partyAccount } from "../../shared/ledger/account.ts";
import { type AuctionHouse, type Bidder, enrolmentOf, enrolmentPath, openAuctionHouse } from "../support/auction-house.ts";
import { conservationFaults } from "../support/conservation.ts";
import { createOnlyBucket } from "../support/create-only-bucket.ts";
import { storedFacts } from "../support/stored-facts.ts";

describe("exclusion after enrolling is checked again at the seal", () => {
  let house: AuctionHouse;
  beforeAll(async () => {
    house = await openAuctionHouse();
  });

  const read = (path: string, as?: string) => house.call({ ...(as && { as }), method: "GET", path });
  const record = async ({ partyId }: Bidder, list: string) => {
    const body = { list, documentNumber: "鄂州执〔2026〕9号" };
    expect(await house.call({ as: house.operator, method: "POST", path: `/parties/${partyId}/exclusions`, body })).toMatchObject({
      status: 200,
    });
  };
  const lift = async ({ partyId }: Bidder, list: string) => {
    const request = { method: "POST", path: `/parties/${partyId}/exclusions/${list}/lifting`, body: { documentNumber: "解" } } as const;
    expect(await house.call({ as: house.operator, ...request })).toMatchObject({ status: 200 });
  };
  const suspend = async ({ partyId }: Bidder) => {
    const request = { method: "POST", path: `/parties/${partyId}/suspension`, body: { reason: "inspection" } } as const;
    expect(await house.call({ as: house.operator, ...request })).toMatchObject({ status: 200 });
  };
  const cash = async ({ partyId }: Bidder) => {
    const { available, held } = await house.ports.ledger.position(partyAccount(partyId), "CNY");
    return `${available.toFixed(2)} + ${held.toFixed(2)}`;
  };

  /** An auction of 10 t in which each bidder bids for 5 t, the first at the highest price. */
  async function bidIn(...bidders: readonly Bidder[]) {
    const auctionId = await house.announce();
    for (const bidder of bidders) await house.enrol(auctionId, bidder, "5");
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    const receipts: Record<string, unknown>[] = [];
    for (const [position, bidder] of bidders.entries()) {
      receipts.push((await house.bid(auctionId, bidder, [[String(4500 - 100 * position), "5"]])).body);
    }
    return { auctionId, receipts };
  }
  async function closed(auctionId: string): Promise<void> {
    await house.close(auctionId);
    await house.settle(auctionId);
  }
  const bookOf = async (auctionId: string) =>
    readManifest(String((await read(`/auctions/${auctionId}/book`, house.regulator)).body.manifest));
  const groundsIn = async (auctionId: string) =>
    Object.fromEntries((await bookOf(auctionId)).enrolments.map(({ partyId, excludedFor }) => [partyId, excludedFor]));
  const three = () => Promise.all([1, 2, 3].map(() => house.bidder())) as Promise<[Bidder, Bidder, Bidder]>;

  it("leaves the bid out of the cleared book, with the reason in the manifest, and the next best bidder wins", async () => {
    const [listed, suspended, honest] = await three();
    const { auctionId, receipts } = await bidIn(listed, suspended, honest);
    await record(listed, "dishonest-debtor");
    await record(listed, "open-environmental-sanction");
    await suspend(suspended);
    await closed(auctionId);
    expect(await groundsIn(auctionId)).toEqual({
      [listed.partyId]: ["dishonest-debtor", "open-environmental-sanction"],
      [suspended.partyId]: ["suspended"],
      [honest.partyId]: [],
    });
    const { clearing, excludedBids } = (await bookOf(auctionId)) as { clearing: { bids: object[] }; excludedBids: object[] };
    expect(clearing.bids).toMatchObject([{ bidder: honest.partyId, price: "4300" }]);
    expect(excludedBids).toHaveLength(2);
    expect(JSON.stringify(excludedBids)).toContain('"price":"4500"');
    const { body } = await read(`/auctions/${auctionId}/bulletin`);
    expect(body).toMatchObject({ outcome: "cleared", sold: "5", topPrice: "4300", bidders: 1, excludedBidders: 2 });
    expect(body.receiptHashes).toEqual(receipts.map(({ receiptHash }) => receiptHash).sort());
  });

  it("releases the enrolment, and its bidder sees why", async () => {
    const [listed, honest] = await three();
    const { auctionId } = await bidIn(listed, honest);
    await record(listed, "major-tax-violation");
    await closed(auctionId);
    expect(await cash(listed)).toBe("1000000.00 + 0.00");
    const own = await read(enrolmentPath(auctionId, listed), listed.subject);
    expect(own.body).toMatchObject({ state: "released", excludedFor: ["major-tax-violation"] });
    expect(own.body).not.toHaveProperty("award");
    const { enrolmentId } = enrolmentOf(auctionId, listed);
    const [released] = await storedFacts(house.engine, auctionsFacts.enrolmentReleased, ({ data }) => data.enrolmentId === enrolmentId);
    expect(released).toMatchObject({ parties: [listed.partyId], data: { reason: "excluded", excludedFor: ["major-tax-violation"] } });
    // Somebody who simply lost is told nothing of the kind.
    expect((await read(enrolmentPath(auctionId, honest), honest.subject)).body).not.toHaveProperty("excludedFor");
    expect(await conservationFaults(house.engine)).toEqual([]);
  });

  it("keeps the receipt of an excluded bid provable", async () => {
    const [listed, honest] = await three();
    const { auctionId, receipts } = await bidIn(listed, honest);
    await record(listed, "abnormal-operation");
    await closed(auctionId);
    const { version, receivedAt, receiptSalt, steps } = receipts[0] as {
      version: number;
      receivedAt: string;
      receiptSalt: string;
      steps: { bidId: string; price: string; quantity: string }[];
    };
    const placed = steps.map(({ bidId, price, quantity }) => ({ bidId, price: decimal(price), quantity: decimal(quantity) }));
    const { enrolmentId } = enrolmentOf(auctionId, listed);
    const proven = sha256(receiptText({ enrolmentId, version, receivedAt, salt: receiptSalt, steps: placed }));
    expect((await read(`/auctions/${auctionId}/bulletin`)).body.receiptHashes).toContain(proven);
  });

  it("does not count what was lifted before the seal, nor what was recorded after it", async () => {
    const [lifted, late] = await three();
    const { auctionId } = await bidIn(lifted, late);
    await record(lifted, "dishonest-debtor");
    await lift(lifted, "dishonest-debtor");
    await house.close(auctionId);
    await record(late, "dishonest-debtor");
    await house.settle(auctionId);
    expect(await groundsIn(auctionId)).toEqual({ [lifted.partyId]: [], [late.partyId]: [] });
    expect((await read(enrolmentPath(auctionId, late), late.subject)).body).toMatchObject({ state: "settled" });
  });

  it("leaves nothing to sell when all are excluded: the sale fails, and everybody is told the real reason", async () => {
    const [only] = await three();
    const { auctionId } = await bidIn(only);
    await suspend(only);
    await closed(auctionId);
    expect((await read(`/auctions/${auctionId}/bulletin`)).body).toMatchObject({ outcome: "no-valid-bids", excludedBidders: 1 });
    expect(await cash(only)).toBe("1000000.00 + 0.00");
    const { enrolmentId } = enrolmentOf(auctionId, only);
    const [released] = await storedFacts(house.engine, auctionsFacts.enrolmentReleased, ({ data }) => data.enrolmentId === enrolmentId);
    expect(released?.data).toMatchObject({ reason: "excluded", excludedFor: ["suspended"] });
  });

  describe("and a run that is repeated after a crash comes to the same book", () => {
    const crash = new Error("crashed");
    let evidence: Evidence;
    let ports: ClosingPorts;
    beforeAll(() => {
      evidence = evidenceIn(createOnlyBucket(house.granted.buckets.Manifests ?? ""));
      ports = { ...house.ports, evidence };
    });
    /** Ports whose evidence is stored through `change`. */
    const withEvidence = (change: Partial<Evidence>): ClosingPorts => ({ ...ports, evidence: { ...evidence, ...change } });
    async function readyToClose() {
      const [first, second] = await three();
      const { auctionId } = await bidIn(first, second);
      const auction = await house.ports.own.auction(auctionId);
      house.clock.moveTo(plusSeconds(auction?.schedule.closesAt ?? "", 10));
      return { auctionId, first, second };
    }

    /** The next run, and what follows. */
    async function again(auctionId: string): Promise<void> {
      await closeAuction(ports, auctionId);
      await house.settle(auctionId);
    }

    it("when the book was stored before the exclusion: the stored one counts, and the bid wins", async () => {
      const { auctionId, first } = await readyToClose();
      const keepManifest = async (id: string, text: string) => {
        await evidence.keepManifest(id, text);
        throw crash;
      };
      await expect(closeAuction(withEvidence({ keepManifest }), auctionId)).rejects.toThrow(crash);
      await record(first, "dishonest-debtor");
      await again(auctionId);
      expect((await groundsIn(auctionId))[first.partyId]).toEqual([]);
      expect((await read(enrolmentPath(auctionId, first), first.subject)).body).toMatchObject({ state: "settled" });
    });

    it("when nothing was stored yet: the exclusion counts", async () => {
      const { auctionId, first } = await readyToClose();
      const keepManifest = () => Promise.reject(crash);
      await expect(closeAuction(withEvidence({ keepManifest }), auctionId)).rejects.toThrow(crash);
      await record(first, "dishonest-debtor");
      await again(auctionId);
      expect((await groundsIn(auctionId))[first.partyId]).toEqual(["dishonest-debtor"]);
      expect((await read(enrolmentPath(auctionId, first), first.subject)).body).toMatchObject({ state: "released" });
    });

    it("when the exclusion is lifted between a stored book and the result: it stays excluded, and is told so", async () => {
      const { auctionId, first } = await readyToClose();
      await record(first, "dishonest-debtor");
      await expect(closeAuction(withEvidence({ keepResult: () => Promise.reject(crash) }), auctionId)).rejects.toThrow(crash);
      await lift(first, "dishonest-debtor");
      await again(auctionId);
      expect((await read(enrolmentPath(auctionId, first), first.subject)).body).toMatchObject({
        state: "released",
        excludedFor: ["dishonest-debtor"],
      });
    });

    it("when two runs overlap and an exclusion falls between their reads: both use the book that was stored first", async () => {
      const { auctionId, first } = await readyToClose();
      let stored = () => {};
      const other = new Promise<void>((resolve) => {
        stored = resolve;
      });
      // The slow run has read who is excluded, nobody, and waits; the other reads after the exclusion and stores its book first.
      let reads = () => {};
      const hasRead = new Promise<void>((resolve) => {
        reads = resolve;
      });
      const keepManifest = async (id: string, text: string) => {
        reads();
        await other;
        return evidence.keepManifest(id, text);
      };
      const slow = closeAuction(withEvidence({ keepManifest }), auctionId);
      await hasRead;
      await record(first, "dishonest-debtor");
      await closeAuction(ports, auctionId);
      stored();
      await slow;
      await house.settle(auctionId);
      const { manifestHash, manifest } = (await read(`/auctions/${auctionId}/book`, house.regulator)).body;
      expect(sha256(String(manifest))).toBe(manifestHash);
      expect((await groundsIn(auctionId))[first.partyId]).toEqual(["dishonest-debtor"]);
    });
  });

  it("a member that joins associates between two enrolments still counts once: all its bids share the group of the latest", async () => {
    const bidder = await house.bidder();
    const other = await house.bidder();
    const second = { ...bidder, project: `${bidder.project}-b` };
    const need = { ...{ partyId: bidder.partyId, siteId: bidder.siteId, project: second.project }, projectName: "B", kind: "new-project" };
    const letter = {
      letterNumber: "L-2",
      letterDate: "2026-01-05",
      eiaNumber: "EIA-2",
      offsetRatio: "1",
      offsetGround: "stated-in-letter",
    };
    const body = { ...need, ...letter, pollutant: "SO2", tonnes: "10" };
    expect(await house.call({ as: house.regulator, method: "POST", path: "/permits/needs", body })).toMatchObject({ status: 201 });
    const auctionId = await house.announce({ bidderLimit: { shareOfQuantity: "0.3" } });
    await house.enrol(auctionId, bidder, "4");
    house.clock.moveTo(plusSeconds(house.clock.now(), 60));
    const declared = { partyIds: [bidder.partyId, other.partyId], documentNumber: "关联〔2026〕1号" };
    const answer = await house.call({ as: house.operator, method: "POST", path: "/parties/associates", body: declared });
    expect(answer).toMatchObject({ status: 200 });
    await house.enrol(auctionId, second, "4");
    await house.enrol(auctionId, other, "4");
    house.clock.moveTo(plusSeconds(house.clock.now(), 60));
    for (const [each, price] of [
      [bidder, "4500"],
      [second, "4400"],
      [other, "4300"],
    ] as const)
      await house.bid(auctionId, each, [[price, "4"]]);
    await closed(auctionId);
    expect((await read(`/auctions/${auctionId}/bulletin`)).body).toMatchObject({ sold: "3" });
  });
});

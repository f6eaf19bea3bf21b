import { beforeAll, describe, expect, it } from "vitest";
import { receiptText } from "../../functions/auctions/bidding/bid-rules.ts";
import { clear, readClearingInput } from "../../functions/auctions/clearing/clear.ts";
import { resultText } from "../../functions/auctions/closing/manifest.ts";
import { defaultAwards } from "../../functions/auctions/settlement/default-awards.ts";
import { settleDues } from "../../functions/auctions/settlement/dues.ts";
import { settleEnrolment } from "../../functions/auctions/settlement/settle-enrolment.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { reserveAccount, siteAccount, stripesOf } from "../../shared/ledger/account.ts";
import { type AuctionHouse, type Bidder, enrolmentOf, enrolmentPath, openAuctionHouse, usualTerms } from "../support/auction-house.ts";
import { conservationFaults } from "../support/conservation.ts";

type Body = Record<string, unknown>;
const permit = "permit/SO2/ezhou/2026-06/2031-05";

describe("the rules of auctions", () => {
  let house: AuctionHouse;
  beforeAll(async () => {
    house = await openAuctionHouse();
  });

  const open = async (auctionId: string): Promise<void> => {
    const auction = await house.ports.own.auction(auctionId);
    if (auction && house.clock.now() < auction.schedule.opensAt) house.clock.moveTo(auction.schedule.opensAt);
  };
  const read = (as: string | undefined, path: string) => house.call({ ...(as && { as }), method: "GET", path });
  const refusal = (code: string) => ({ body: { type: `/problems/${code}` } });
  const cash = async ({ subject }: Bidder): Promise<Body> => (await read(subject, "/cash/own")).body;
  const reserve = async () => (await house.ports.ledger.position(reserveAccount("ezhou"), "quota/SO2/ezhou")).available;

  describe("enrolling", () => {
    it("needs an admitted party on no list, a site the lot is for, a need of that site, cash, and happens once and in time", async () => {
      const auctionId = await house.announce();
      const water = await house.announce({ lot: { ...usualTerms.lot, pollutant: "COD", pool: "liangzi-lake" } });
      const thermal = await house.announce({ lot: { ...usualTerms.lot, thermalPower: true } });
      const good = await house.bidder({ tonnes: "4" });
      const excluded = await house.bidder({ party: { exclusions: ["dishonest-debtor"] } });
      const farm = await house.bidder({ site: { sourceClass: "agricultural" } });
      const poor = await house.bidder({ cash: "1.00" });
      const power = await house.bidder({ site: { thermalPower: true } });
      expect(await house.enrol(auctionId, excluded, "1")).toMatchObject({
        body: { type: "/problems/member-excluded", source: expect.stringContaining("Quzhou 2015 and Bozhou 2025") },
      });
      expect(await house.enrol(auctionId, farm, "1")).toMatchObject({ body: { type: "/problems/lot-not-for-site", rule: "sourceClass" } });
      expect(await house.enrol(auctionId, power, "1")).toMatchObject({
        body: { type: "/problems/lot-not-for-site", rule: "thermalPower" },
      });
      expect(await house.enrol(thermal, power, "1")).toMatchObject({ status: 201 });
      expect(await house.enrol(water, good, "1")).toMatchObject(refusal("need-not-for-site"));
      expect(await house.enrol(auctionId, { ...good, siteId: poor.siteId }, "1")).toMatchObject({ status: 404 });
      expect(await house.enrol(auctionId, { ...good, project: poor.project }, "1")).toMatchObject({
        body: { type: "/problems/need-not-for-site", detail: expect.stringContaining("State Council decree 736, article 8") },
      });
      expect(await house.enrol(auctionId, poor, "1")).toMatchObject(refusal("deposit-not-covered"));
      expect(await house.enrol(auctionId, good, "5")).toMatchObject(refusal("need-too-small"));
      expect(await house.enrol(auctionId, good, "11")).toMatchObject(refusal("above-lot"));
      expect(await house.enrol(auctionId, good, "4")).toMatchObject({ status: 201 });
      expect(await house.enrol(auctionId, good, "4")).toMatchObject({ status: 409 });
      // The need is held: it can't be used in a second auction.
      expect(await house.enrol(await house.announce(), good, "1")).toMatchObject(refusal("need-too-small"));
      house.clock.moveTo(plusSeconds(house.clock.now(), 3_600));
      expect(await house.enrol(auctionId, await house.bidder(), "1")).toMatchObject(refusal("enrolment-closed"));
    });
  });

  describe("a confidential reserve price", () => {
    it("stays secret until the result, affects no deposit or refusal, and can be verified afterwards", async () => {
      const auctionId = await house.announce({}, { reservePrice: { price: "4440", confidential: true } });
      const [low, high] = await Promise.all([house.bidder(), house.bidder()]);
      expect(await house.enrol(auctionId, low, "5")).toMatchObject({ body: { deposit: "6000.00" } });
      await house.enrol(auctionId, high, "5");
      const announced = await read(house.operator, `/auctions/${auctionId}`);
      expect(JSON.stringify(announced)).not.toContain("4440");
      await open(auctionId);
      expect(await house.bid(auctionId, low, [["4430", "5"]])).toMatchObject({ status: 200 });
      expect(await house.bid(auctionId, high, [["4450", "5"]])).toMatchObject({ status: 200 });
      await house.close(auctionId);
      const { body } = await read(undefined, `/auctions/${auctionId}/bulletin`);
      expect(body).toMatchObject({ outcome: "cleared", sold: "5", reservePrice: "4440" });
      expect(sha256(`${String(body.reservePriceSalt)}:${String(body.reservePrice)}`)).toBe(announced.body.reservePriceHash);
      expect(sha256(String(body.drawSeed))).toBe(announced.body.seedHash);
      await house.settle(auctionId);
      expect(await cash(low)).toMatchObject({ available: "1000000.00", held: "0.00" });
    });
  });

  it("associated companies share the limit, frozen at enrolment", async () => {
    const auctionId = await house.announce({ bidderLimit: { shareOfQuantity: "0.5" } });
    const group = { associateGroup: `g-${auctionId}` };
    const [a, b, c] = await Promise.all([house.bidder({ party: group }), house.bidder({ party: group }), house.bidder()]);
    for (const bidder of [a, b, c]) await house.enrol(auctionId, bidder, "4");
    await open(auctionId);
    await house.bid(auctionId, a, [["4600", "4"]]);
    await house.bid(auctionId, b, [["4500", "4"]]);
    await house.bid(auctionId, c, [["4100", "4"]]);
    await house.close(auctionId);
    const { winners } = (await read(undefined, `/auctions/${auctionId}/bulletin`)).body as { winners: { quantity: string }[] };
    expect(winners.map(({ quantity }) => quantity)).toEqual(["4", "1", "4"]);
    await house.settle(auctionId);
  });

  it.each([
    ["nobody bids", 2, [], "no-valid-bids"],
    ["one bids where two are wanted", 2, ["4000"], "negotiate"],
    ["two bid where three are wanted", 3, ["4000", "4100"], "cancelled"],
  ] as const)("when %s, everything is released and the lot returns to the reserve", async (_what, minimumBidders, prices, outcome) => {
    const before = (await reserve()).plus(usualTerms.lot.quantity);
    const auctionId = await house.announce({ minimumBidders });
    const bidders = await Promise.all([house.bidder(), house.bidder()]);
    for (const bidder of bidders) await house.enrol(auctionId, bidder, "2");
    await open(auctionId);
    for (const [position, price] of prices.entries()) await house.bid(auctionId, bidders[position] as Bidder, [[price, "2"]]);
    await house.close(auctionId);
    expect(await read(undefined, `/auctions/${auctionId}`)).toMatchObject({ body: { state: "failed", outcome, phase: "ended" } });
    await house.settle(auctionId);
    for (const bidder of bidders) expect(await cash(bidder)).toMatchObject({ available: "1000000.00", held: "0.00" });
    expect((await reserve()).eq(before)).toBe(true);
    expect(await conservationFaults(house.engine)).toEqual([]);
  });

  it("postponing keeps the bids and extends the time; a cancelled auction can't be postponed", async () => {
    const auctionId = await house.announce();
    const bidder = await house.bidder();
    await house.enrol(auctionId, bidder, "3");
    await open(auctionId);
    await house.bid(auctionId, bidder, [["4100", "3"]]);
    const { schedule } = (await read(undefined, `/auctions/${auctionId}`)).body as { schedule: Record<string, string> };
    const later = {
      ...schedule,
      enrolsUntil: plusSeconds(schedule.enrolsUntil ?? "", 86_400),
      closesAt: plusSeconds(schedule.closesAt ?? "", 86_400),
    };
    const postpone = (body: Body) =>
      house.call({ as: house.operator, method: "PUT", path: `/auctions/${auctionId}/schedule`, body: { reason: "holiday", ...body } });
    expect(await postpone({ schedule: { ...later, closesAt: schedule.closesAt } })).toMatchObject(refusal("schedule-invalid"));
    expect(await postpone({ schedule: later })).toMatchObject({ status: 200, body: { postponements: 1, schedule: later } });
    house.clock.moveTo(plusSeconds(schedule.closesAt ?? "", 60));
    expect(await house.bid(auctionId, bidder, [["4200", "3"]])).toMatchObject({ status: 200, body: { version: 2 } });
    await house.close(auctionId);
    expect(await read(undefined, `/auctions/${auctionId}/bulletin`)).toMatchObject({ body: { clearingPrice: "4200" } });
    expect(await postpone({ schedule: later })).toMatchObject(refusal("auction-not-running"));
    await house.settle(auctionId);
  });

  it("an offset ratio delivers its part in whole kilograms and retires the rest", async () => {
    const auctionId = await house.announce();
    const bidder = await house.bidder({ tonnes: "2", offsetRatio: "1.5" });
    await house.enrol(auctionId, bidder, "3");
    await open(auctionId);
    await house.bid(auctionId, bidder, [["4000", "2.5"]]);
    await house.close(auctionId);
    await house.settle(auctionId);
    const confirmation = await read(bidder.subject, enrolmentPath(auctionId, bidder, "/confirmation"));
    expect(confirmation.body).toMatchObject({
      offsetRatio: "1.5",
      deliveredTonnes: "1.666",
      retiredTonnes: "0.834",
      award: { quantity: "2.5" },
    });
    expect((await house.ports.ledger.position(siteAccount(bidder.siteId), permit)).available.toString()).toBe("1.666");
    // What was not bought can be bought elsewhere.
    const need = await read(bidder.subject, `/permits/needs/SO2/${bidder.project}`);
    expect(need.body).toMatchObject({ availableTonnes: "0.5", heldTonnes: "0", usedTonnes: "2.5" });
  });

  it("resending a bid gives the same bid; its receipt can be verified and is in the bulletin", async () => {
    const auctionId = await house.announce();
    const bidder = await house.bidder();
    await house.enrol(auctionId, bidder, "3");
    await open(auctionId);
    const one = await house.bid(auctionId, bidder, [["4100", "3"]], "same-key");
    const again = await house.bid(auctionId, bidder, [["4100", "3"]], "same-key");
    expect(again.body).toEqual(one.body);
    expect(again.headers["idempotency-replayed"]).toBe("true");
    expect(await house.bid(auctionId, bidder, [["4200", "3"]], "same-key")).toMatchObject(refusal("idempotency-key-reused"));
    const { version, receivedAt, receiptHash, receiptSalt, steps } = one.body as {
      version: number;
      receivedAt: string;
      receiptHash: string;
      receiptSalt: string;
      steps: { bidId: string; price: string; quantity: string }[];
    };
    const decoded = steps.map(({ bidId, price, quantity }) => ({ bidId, price: decimal(price), quantity: decimal(quantity) }));
    expect(
      sha256(
        receiptText({ enrolmentId: enrolmentOf(auctionId, bidder).enrolmentId, version, steps: decoded, receivedAt, salt: receiptSalt }),
      ),
    ).toBe(receiptHash);
    await house.close(auctionId);
    expect(await house.bid(auctionId, bidder, [["4300", "3"]])).toMatchObject(refusal("auction-not-running"));
    const { receiptHashes } = (await read(undefined, `/auctions/${auctionId}/bulletin`)).body;
    expect(receiptHashes).toEqual([receiptHash]);
    await house.settle(auctionId);
  });

  it("authorized readers of the book clear it to the same bytes", async () => {
    const auctionId = await house.announce({ ties: "draw", pricing: "uniform", uniformPrice: "highest-rejected" });
    const bidders = await Promise.all([house.bidder(), house.bidder(), house.bidder()]);
    for (const bidder of bidders) await house.enrol(auctionId, bidder, "5");
    await open(auctionId);
    for (const bidder of bidders)
      await house.bid(auctionId, bidder, [
        ["4100", "4"],
        ["4000", "1"],
      ]);
    expect(await read(house.operator, `/auctions/${auctionId}/book`)).toMatchObject(refusal("not-ended"));
    await house.close(auctionId);
    const { manifest, manifestHash, result, resultHash } = (await read(house.regulator, `/auctions/${auctionId}/book`)).body as Record<
      string,
      string
    >;
    expect([sha256(manifest ?? ""), sha256(result ?? "")]).toEqual([manifestHash, resultHash]);
    const input = readClearingInput((JSON.parse(manifest ?? "{}") as { clearing: unknown }).clearing);
    expect(input.ok && resultText(clear(input.value))).toBe(result);
    await house.settle(auctionId);
  });

  describe("paying", () => {
    async function owing(quantity = "5"): Promise<{ auctionId: string; winner: Bidder; payBy: string }> {
      const auctionId = await house.announce();
      const winner = await house.bidder({ cash: "7000" });
      await house.enrol(auctionId, winner, quantity);
      await open(auctionId);
      await house.bid(auctionId, winner, [["4000", quantity]]);
      await house.close(auctionId);
      await house.settle(auctionId);
      const [due] = (await read(winner.subject, "/auctions/own/dues")).body.items as { payBy: string }[];
      return { auctionId, winner, payBy: due?.payBy ?? "" };
    }
    const fund = (bidder: Bidder, amount: string) => house.receive(bidder, amount);
    const pay = (auctionId: string, bidder: Bidder) =>
      house.call({ as: bidder.subject, method: "POST", path: enrolmentPath(auctionId, bidder, "/payment") });
    const stateOf = async (auctionId: string, bidder: Bidder) => (await house.ports.own.award(enrolmentOf(auctionId, bidder)))?.state;

    it("by the winner settles at once, and only once", async () => {
      const { auctionId, winner } = await owing();
      expect(await pay(auctionId, winner)).toMatchObject(refusal("cash-not-covered"));
      await fund(winner, "20000.00");
      const paid = await Promise.all([pay(auctionId, winner), pay(auctionId, winner)]);
      expect(paid.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(await cash(winner)).toMatchObject({ available: "6800.00", held: "0.00" });
    });

    it("happens by itself when the winner's cash arrives", async () => {
      const { auctionId, winner } = await owing();
      await fund(winner, "13199.99");
      await settleDues(house.ports, winner.partyId);
      expect(await stateOf(auctionId, winner)).toBe("due");
      await fund(winner, "0.01");
      await settleDues(house.ports, winner.partyId);
      expect(await stateOf(auctionId, winner)).toBe("settled");
      expect(await cash(winner)).toMatchObject({ available: "0.00", held: "0.00" });
    });

    it("and defaulting and settling at the same moment end in one of them", async () => {
      for (let round = 0; round < 4; round += 1) {
        const { auctionId, winner, payBy } = await owing();
        const paid = round % 2 === 0;
        if (paid) await fund(winner, "20000.00");
        house.clock.moveTo(plusSeconds(payBy, -1));
        const moving = Promise.resolve().then(async () => {
          house.clock.moveTo(payBy);
          await house.closeDay();
        });
        await Promise.all([
          pay(auctionId, winner),
          settleEnrolment(house.ports, enrolmentOf(auctionId, winner)),
          settleDues(house.ports, winner.partyId),
          moving.then(() => defaultAwards(house.ports)),
        ]);
        const settled = (await house.ports.ledger.position(siteAccount(winner.siteId), permit)).available.toString();
        const state = await stateOf(auctionId, winner);
        expect([state, settled]).toEqual(paid ? ["settled", "5"] : ["defaulted", "0"]);
      }
      expect(await conservationFaults(house.engine)).toEqual([]);
    });
  });

  it("proceeds go to the treasury, fees to the exchange", async () => {
    const total = async (name: "treasury" | "exchange") => {
      const positions = await Promise.all(stripesOf(name).map((account) => house.ports.ledger.position(account, "CNY")));
      return positions.reduce((sum, { available }) => sum.plus(available), decimal("0"));
    };
    const [treasury, exchange] = [await total("treasury"), await total("exchange")];
    const auctionId = await house.announce({ feeRate: "0.01" });
    const bidder = await house.bidder();
    await house.enrol(auctionId, bidder, "1");
    await open(auctionId);
    await house.bid(auctionId, bidder, [["4440", "1"]]);
    await house.close(auctionId);
    await house.settle(auctionId);
    expect((await total("treasury")).minus(treasury).toFixed(2)).toBe("4440.00");
    expect((await total("exchange")).minus(exchange).toFixed(2)).toBe("44.40");
  });
});

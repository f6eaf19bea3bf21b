import { beforeAll, describe, expect, it } from "vitest";
import { clear, readClearingInput } from "../../functions/auctions/clearing/clear.ts";
import { resultText } from "../../functions/auctions/closing/manifest.ts";
import { auctionsFacts } from "../../functions/auctions/contract.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { type AuctionHouse, openAuctionHouse, type Reply, usualTerms } from "../support/auction-house.ts";
import { storedFacts } from "../support/stored-facts.ts";

const day = 86_400;

describe("prices and times of a sale", () => {
  let house: AuctionHouse;
  beforeAll(async () => {
    house = await openAuctionHouse();
  });

  const at = (seconds: number): string => plusSeconds(house.clock.now(), seconds);
  const read = (path: string, as?: string) => house.call({ ...(as && { as }), method: "GET", path });
  /** An announcement with some of its terms, its schedule or its reserve price changed. */
  function announce(change: { readonly terms?: object; readonly schedule?: object; readonly reservePrice?: object } = {}): Promise<Reply> {
    const schedule = { opensAt: at(60), enrolsUntil: at(3_600), closesAt: at(7_200), ...change.schedule };
    const { reservePrice } = change;
    const body = { terms: { ...usualTerms, ...change.terms }, schedule, ...(reservePrice && { reservePrice }) };
    return house.call({ as: house.operator, method: "POST", path: "/auctions", body });
  }

  describe("a reserve price below the base price", () => {
    it.each([{ confidential: false }, { confidential: true }])(
      "is refused without a document as reserve-below-base, with both prices: %j",
      async (kind) => {
        expect(await announce({ reservePrice: { price: "3990", ...kind } })).toMatchObject({
          status: 422,
          body: {
            ...{ type: "/problems/reserve-below-base", reservePrice: "3990", basePrice: "4000" },
            detail: expect.stringContaining("reservePrice.documentNumber"),
          },
        });
      },
    );

    it("with a document is announced with it: in the auction, its fact and its bulletin; at the base price none is needed", async () => {
      const document = "鄂州价函〔2026〕3号";
      const auctionId = await house.announce({}, { reservePrice: { price: "3990", documentNumber: document } });
      expect((await read(`/auctions/${auctionId}`)).body).toMatchObject({ reservePrice: "3990", reservePriceDocument: document });
      const [fact] = await storedFacts(house.engine, auctionsFacts.auctionAnnounced, ({ data }) => data.auctionId === auctionId);
      expect(fact?.data).toMatchObject({ basePrice: "4000", reservePrice: "3990", reservePriceDocument: document });
      await house.close(auctionId);
      expect((await read(`/auctions/${auctionId}/bulletin`)).body).toMatchObject({ reservePrice: "3990", reservePriceDocument: document });
      await house.announce({}, { reservePrice: { price: "4000" } });
    });

    it("that is confidential keeps its document secret until the price is published: it would tell that the price is that low", async () => {
      // The longest document number there may be.
      const document = "鄂".repeat(200);
      const reservePrice = { price: "3990", confidential: true, documentNumber: document };
      const auctionId = await house.announce({ publishReserveAfterFailure: true }, { reservePrice });
      const facts = await storedFacts(house.engine, auctionsFacts.auctionAnnounced, ({ data }) => data.auctionId === auctionId);
      expect(facts).toHaveLength(1);
      expect(JSON.stringify([await read(`/auctions/${auctionId}`), facts])).not.toContain(document);
      await house.close(auctionId);
      expect((await read(`/auctions/${auctionId}/bulletin`)).body).toMatchObject({ reservePrice: "3990", reservePriceDocument: document });
    });
  });

  describe("a failed sale with a confidential reserve price", () => {
    /** A sale in which one bids on both sides of the reserve price of 4440, which sells nothing where two bidders are wanted. */
    async function failed(terms: object = {}) {
      const auctionId = await house.announce({ minimumBidders: 2, ...terms }, { reservePrice: { price: "4440", confidential: true } });
      const bidder = await house.bidder();
      await house.enrol(auctionId, bidder, "5");
      house.clock.moveTo(at(120));
      const steps = ["4500", "4450", "4430", "4400"].map((price) => [price, "1"] as const);
      const { body } = await house.bid(auctionId, bidder, steps);
      await house.close(auctionId);
      await house.settle(auctionId);
      return { auctionId, bidder, receipt: body as { steps: { bidId: string; price: string; quantity: string }[]; receivedAt: string } };
    }

    it("publishes neither the price nor what it can be worked out from, unless its terms said so before", async () => {
      const { auctionId, bidder } = await failed();
      const bulletin = await read(`/auctions/${auctionId}/bulletin`);
      expect(bulletin.body).toMatchObject({ outcome: "negotiate", bidders: 1, sold: "0" });
      for (const hidden of ["reservePrice", "reservePriceSalt", "demand", "coverRatio", "resultHash"]) {
        expect(bulletin.body).not.toHaveProperty(hidden);
      }
      const facts = await storedFacts(house.engine, auctionsFacts.auctionFailed, ({ data }) => data.auctionId === auctionId);
      const own = [`/auctions/${auctionId}/enrolments/${await enrolmentIn(auctionId)}`, "/auctions/own/enrolments"];
      const seen = await Promise.all([
        ...[undefined, bidder.subject].flatMap((as) => [`/auctions/${auctionId}`, "/auctions"].map((path) => read(path, as))),
        ...own.map((path) => read(path, bidder.subject)),
      ]);
      // As a figure: ids have the same digits now and then.
      expect(JSON.stringify([bulletin, seen, facts])).not.toMatch(/(?<![0-9a-f-])4440(?![0-9a-f-])/);
      expect((await read(`/auctions/${auctionId}`)).body).not.toHaveProperty("resultHash");
    });

    it("can't be cleared by a bidder for every price until a published hash fits", async () => {
      const { auctionId, bidder, receipt } = await failed();
      const published = JSON.stringify([await read(`/auctions/${auctionId}`), await read(`/auctions/${auctionId}/bulletin`)]);
      const { pricing, lot, quantityStep, priceTick } = usualTerms;
      const terms = { pricing, quantity: lot.quantity, quantityStep, priceTick, minimumBidders: 2 };
      const bids = receipt.steps.map(({ bidId: id, price, quantity }) => ({
        ...{ id, bidder: bidder.partyId, group: bidder.partyId, price, quantity, receivedAt: receipt.receivedAt },
      }));
      const hashes = Array.from({ length: 100 }, (_, tick) => {
        const input = readClearingInput({ terms: { ...terms, reservePrice: String(4000 + 10 * tick) }, bids });
        return sha256(resultText(clear(required(input.ok ? input.value : undefined, "a book"))));
      });
      // The guess is a real one: what the book's readers see is among the hashes.
      const book = await read(`/auctions/${auctionId}/book`, house.regulator);
      expect(hashes).toContain(book.body.resultHash);
      for (const hash of hashes) expect(published).not.toContain(hash);
    });

    it("publishes the price where the terms say so, and it hashes to what was announced", async () => {
      const { auctionId } = await failed({ publishReserveAfterFailure: true });
      const { body } = await read(`/auctions/${auctionId}/bulletin`);
      expect(body).toMatchObject({ outcome: "negotiate", reservePrice: "4440", demand: "2" });
      const { reservePriceHash, terms } = (await read(`/auctions/${auctionId}`)).body as { reservePriceHash: string; terms: object };
      expect(sha256(`${String(body.reservePriceSalt)}:4440`)).toBe(reservePriceHash);
      expect(terms).toMatchObject({ publishReserveAfterFailure: true });
    });

    it("shows it to those who may see the book", async () => {
      const { auctionId, bidder } = await failed();
      expect((await read(`/auctions/${auctionId}/book`, house.regulator)).body.manifest).toContain('"reservePrice":"4440"');
      expect(await read(`/auctions/${auctionId}/book`, bidder.subject)).toMatchObject({ status: 403 });
    });

    async function enrolmentIn(auctionId: string): Promise<string> {
      return required((await house.ports.own.enrolments(auctionId))[0]?.enrolmentId, "an enrolment");
    }
  });

  describe("times", () => {
    it("in the past or more than a year ahead are refused, with the bounds said", async () => {
      const earliest = house.clock.now();
      const bounds = { earliest, latest: at(366 * day) };
      const invalid = (rule: string) => ({ status: 422, body: { type: "/problems/schedule-invalid", rule, ...bounds } });
      expect(await announce({ schedule: { opensAt: at(-1) } })).toMatchObject(invalid("opensAt >= now"));
      expect(await announce({ schedule: { opensAt: "1970-01-01T00:00:00Z" } })).toMatchObject(invalid("opensAt >= now"));
      const late = { enrolsUntil: at(3_600), closesAt: at(366 * day + 1) };
      expect(await announce({ schedule: late })).toMatchObject(invalid("closesAt <= now + 366 days"));
      expect(await announce({ schedule: { closesAt: "9998-12-31T00:00:00Z" } })).toMatchObject(invalid("closesAt <= now + 366 days"));
    });

    it("hold for postponing too: it can't open bids in the past, nor close a year and a day later", async () => {
      const auctionId = await house.announce();
      const { schedule } = (await read(`/auctions/${auctionId}`)).body as { schedule: { enrolsUntil: string; closesAt: string } };
      const postpone = (change: object) => {
        const body = { schedule: { ...schedule, closesAt: plusSeconds(schedule.closesAt, 60), ...change }, reason: "holiday" };
        return house.call({ as: house.operator, method: "PUT", path: `/auctions/${auctionId}/schedule`, body });
      };
      expect(await postpone({ opensAt: at(-60) })).toMatchObject({ body: { type: "/problems/schedule-invalid", rule: "opensAt >= now" } });
      expect(await postpone({ closesAt: at(366 * day + 1) })).toMatchObject({ body: { rule: "closesAt <= now + 366 days" } });
      expect(await postpone({ opensAt: at(30) })).toMatchObject({ status: 200 });
      house.clock.moveTo(at(40));
      // Open: its opening stays where it was, although that has passed.
      expect(await postpone({ opensAt: at(-10), closesAt: plusSeconds(schedule.closesAt, 120) })).toMatchObject({ status: 200 });
    });
  });

  it("a term from year 0 is refused, with the first month there is", async () => {
    const lot = { ...usualTerms.lot, firstMonth: "0000-01" };
    const { body } = await announce({ terms: { lot } });
    expect(body).toMatchObject({ type: "/problems/validation-failed", errors: [{ pointer: "/body/terms/lot/firstMonth" }] });
    expect(JSON.stringify(body)).toContain("from 1970 on");
  });

  it.each([
    ["of 200 years", { firstMonth: "2026-06", lastMonth: "2226-05" }],
    ["of a month more than five years", { firstMonth: "2026-06", lastMonth: "2031-06" }],
    ["that began two years ago", { firstMonth: "2024-03", lastMonth: "2028-02" }],
    ["that begins in eleven years", { firstMonth: "2037-03", lastMonth: "2038-02" }],
    ["from the first month there is", { firstMonth: "1970-01", lastMonth: "9999-12" }],
    ["in year 9999", { firstMonth: "9999-12", lastMonth: "9999-12" }],
  ])("a term %s is refused, with the bounds said", async (_what, months) => {
    const lot = { ...usualTerms.lot, ...months };
    expect(await announce({ terms: { lot } })).toMatchObject({
      status: 422,
      body: { type: "/problems/term-out-of-bounds", ...months, earliest: "2025-03", latest: "2036-03", termMonths: 60 },
    });
  });
});

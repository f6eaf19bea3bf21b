import { expect, it } from "vitest";
import type { auctionsFacts } from "../../functions/auctions/contract.ts";
import { tellPostponed } from "../../functions/auctions/sale/tell-postponed.ts";
import { defaultAwards } from "../../functions/auctions/settlement/default-awards.ts";
import { factRows } from "../../functions/records/facts/recorded-facts.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { Fact, FactOf } from "../../shared/kernel/fact.ts";
import { putItems } from "../../shared/store/client.ts";
import { type AuctionHouse, type Bidder, openAuctionHouse } from "../support/auction-house.ts";
import { engineWithOwn } from "../support/engine.ts";
import { openPostOffice } from "../support/post-office.ts";
import { stated, statedFacts } from "../support/stated-facts.ts";
import { openWholeApi } from "../support/whole-api.ts";

/** A whole auction with a winner, a loser and a default, and one that is postponed and cancelled. */
async function wholeMarket(house: AuctionHouse): Promise<{ readonly auctions: readonly string[]; readonly bidders: readonly Bidder[] }> {
  const [rich, poor, low] = [await house.bidder(), await house.bidder({ cash: "6500" }), await house.bidder()];
  const auctionId = await house.announce();
  house.clock.moveTo(plusSeconds(house.clock.now(), 120));
  for (const bidder of [rich, poor, low]) await house.enrol(auctionId, bidder, "5");
  await house.bid(auctionId, rich, [["4600", "5"]]);
  await house.bid(auctionId, poor, [["4500", "5"]]);
  await house.bid(auctionId, low, [["4400", "5"]]);
  await house.close(auctionId);
  await house.settle(auctionId);
  house.clock.moveTo(plusSeconds(house.clock.now(), 30 * 86_400));
  await house.closeDay();
  await defaultAwards(house.ports);
  const other = await house.announce();
  house.clock.moveTo(plusSeconds(house.clock.now(), 120));
  await house.enrol(other, low, "5");
  const { schedule } = (await house.call({ method: "GET", path: `/auctions/${other}` })).body as { schedule: Record<string, string> };
  // It has opened: only its ends can be put off.
  const later = {
    ...schedule,
    enrolsUntil: plusSeconds(String(schedule.enrolsUntil), 600),
    closesAt: plusSeconds(String(schedule.closesAt), 600),
  };
  const postponed = { method: "PUT", path: `/auctions/${other}/schedule`, body: { schedule: later, reason: "flood" } } as const;
  expect(await house.call({ as: house.operator, ...postponed })).toMatchObject({ status: 200 });
  const isPostponement = (fact: Fact): fact is FactOf<typeof auctionsFacts.auctionPostponed> =>
    fact.factType === "auction-postponed" && (fact.data as { auctionId: string }).auctionId === other;
  const [postponement] = (await statedFacts(house.engine, isPostponement)).filter(isPostponement);
  // Twice, as it may come: it states nothing twice.
  for (const _ of [1, 2]) if (postponement) await tellPostponed(house.ports, postponement);
  const cancelled = { method: "POST", path: `/auctions/${other}/cancellation`, body: { reason: "flood" } } as const;
  expect(await house.call({ as: house.operator, ...cancelled })).toMatchObject({ status: 200 });
  await house.settle(other);
  return { auctions: [auctionId, other], bidders: [rich, poor, low] };
}

it("every fact of a market can be decoded, is recorded, read by those it concerns, and notified to them", async () => {
  // Records of its own: a regulator's list of all facts has to hold none that another file left unfinished.
  const house = await openAuctionHouse(undefined, await engineWithOwn("Records"));
  const { auctions, bidders } = await wholeMarket(house);
  const { engine, clock, regulator } = house;
  const parties = new Set(bidders.map(({ partyId }) => partyId));
  const facts = await statedFacts(house.engine, (fact) => {
    const { auctionId } = fact.data as { auctionId?: string };
    return fact.parties.some((partyId) => parties.has(partyId)) || auctions.includes(auctionId ?? "");
  });
  const found = new Set(facts.map(({ factType }) => factType));
  const expected = [
    "auction-announced",
    "auction-postponed",
    "auction-cancelled",
    "auction-cleared",
    "enrolment-made",
    "enrolment-postponed",
    "award-due",
  ];
  expect([...found]).toEqual(
    expect.arrayContaining([...expected, "award-settled", "award-defaulted", "enrolment-released", "need-certified", "cash-received"]),
  );
  for (const fact of facts) {
    const known = stated.find(({ schema }) => schema.factType === fact.factType && schema.schemaVersion === fact.schemaVersion);
    expect(known?.schema.data.safeParse(fact.data), fact.factType).toMatchObject({ success: true });
  }
  await putItems(engine.dynamo, engine.tables.Records, facts.flatMap(factRows));
  const { call } = await openWholeApi(engine, clock);
  const readBy = async (subject: string): Promise<Set<string>> => {
    const found = new Set<string>();
    let cursor = "";
    do {
      const answer = await call({
        as: subject,
        method: "GET",
        path: `/records/facts?limit=100&purpose=test${cursor && `&cursor=${cursor}`}`,
      });
      expect(answer).toMatchObject({ status: 200 });
      const { items, nextCursor = "" } = answer.body as { items: { factId: string }[]; nextCursor?: string };
      for (const { factId } of items) found.add(factId);
      cursor = nextCursor;
    } while (cursor);
    return found;
  };
  const ids = (concerned: readonly Fact[]): string[] => concerned.map(({ factId }) => factId).sort();
  const all = await readBy(regulator);
  expect(ids(facts).filter((factId) => !all.has(factId))).toEqual([]);
  const office = await openPostOffice(engine, clock);
  for (const fact of facts) await office.tell(fact);
  const kinds = [
    ["won", "enrolled", "certified", "received"],
    ["defaulted", "due", "enrolled", "certified", "received"],
    ["lost", "lost", "postponed", "enrolled", "enrolled", "certified", "received"],
  ];
  for (const [place, { subject, partyId }] of bidders.entries()) {
    expect([...(await readBy(subject))].sort()).toEqual(ids(facts.filter((fact) => fact.parties.includes(partyId))));
    const { body } = await call({ as: subject, method: "GET", path: "/notices" });
    const { items } = body as { items: { kind: string; text: { zh: string; en: string } }[] };
    expect(items.map(({ kind }) => kind).sort()).toEqual([...(kinds[place] ?? [])].sort());
    // Nothing is left unfilled.
    expect(items.filter(({ text }) => /[{}]/.test(text.zh + text.en))).toEqual([]);
  }
});

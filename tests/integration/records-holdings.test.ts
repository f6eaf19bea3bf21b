import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { accountRows } from "../../functions/records/holdings/rows.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal, plain, sum } from "../../shared/kernel/decimal.ts";
import { openLedger } from "../../shared/ledger/ledger.ts";
import { putItems } from "../../shared/store/client.ts";
import type { Bidder, Reply } from "../support/auction-house.ts";
import { givenMember, givenSite } from "../support/members.ts";
import { openRecordedHouse, type RecordedHouse } from "../support/recorded-house.ts";

const permit = "permit/SO2/ezhou/2026-06/2031-05";
const purpose = "purpose=Inspection";

interface Holding {
  readonly account: string;
  readonly partyName?: string;
  readonly siteName?: string;
  readonly area: string;
  readonly instrument: string;
  readonly unit: string;
  readonly available: string;
  readonly held: string;
  readonly heldFor?: readonly { readonly purpose: string; readonly quantity: string }[];
}

describe("holdings at an instant", () => {
  let house: RecordedHouse;
  let bidder: Bidder;
  let enrolledAt: string;

  function read(as: string, path: string): Promise<Reply> {
    return house.call({ as, method: "GET", path: `/records/holdings${path}` });
  }
  async function all(as: string, path: string, limit = 100): Promise<Holding[]> {
    const found: Holding[] = [];
    let cursor = "";
    do {
      const answer = await read(as, `${path}${path.includes("?") ? "&" : "?"}limit=${limit}${cursor && `&cursor=${cursor}`}`);
      expect(answer.status, answer.text).toBe(200);
      found.push(...(answer.body.items as Holding[]));
      cursor = String(answer.body.nextCursor ?? "");
    } while (cursor !== "");
    return found;
  }
  /** Where a member and its sites belong, as the facts of their registration tell. */
  async function placed(partyId: string, siteIds: readonly string[], area: string): Promise<void> {
    const envelope = {
      factId: randomUUID(),
      schemaVersion: 1,
      occurredAt: house.clock.now(),
      actor: "test",
      parties: [partyId],
      areas: [area],
    };
    const facts = [
      { ...envelope, factType: "party-registered", data: { partyId } },
      ...siteIds.map((siteId) => ({ ...envelope, factType: "site-registered", data: { siteId, partyId, area } })),
    ];
    await putItems(house.engine.dynamo, house.engine.tables.Records, facts.flatMap(accountRows));
  }

  beforeAll(async () => {
    house = await openRecordedHouse();
    bidder = await house.bidder({ site: { area: "420703" } });
    const auctionId = await house.announce();
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    await house.enrol(auctionId, bidder, "10");
    enrolledAt = house.clock.now();
    await house.bid(auctionId, bidder, [["4000", "10"]]);
    await house.close(auctionId);
    await house.settle(auctionId);
    await house.record();
    await placed(bidder.partyId, [], "420700");
    await placed(bidder.partyId, [bidder.siteId], "420703");
  });

  it("are all positions of a member and its sites, with what is held by purpose, as they were", async () => {
    const then = await all(bidder.subject, `?at=${enrolledAt}`);
    const cash = then.find(({ instrument }) => instrument === "CNY");
    expect(cash).toMatchObject({ account: `party:${bidder.partyId}`, unit: "CNY", available: "988000", held: "12000", area: "420700" });
    expect(cash?.heldFor).toEqual([{ purpose: "deposit", quantity: "12000" }]);
    const need = then.find(({ instrument }) => instrument.startsWith("need/"));
    expect(need).toMatchObject({
      available: "90",
      held: "10",
      heldFor: [{ purpose: "need", quantity: "10" }],
      area: "420703",
      siteName: "一号厂区",
    });
    expect(then.find(({ instrument }) => instrument === permit)).toMatchObject({ available: "0", held: "0" });
    const now = await all(bidder.subject, "");
    expect(now.find(({ instrument }) => instrument === permit)).toMatchObject({ available: "10", held: "0", heldFor: [], unit: "t/a" });
    for (const limit of [1, 2]) expect(await all(bidder.subject, "", limit)).toEqual(now);
  });

  it("equal the ledger's own positions at now, of members and of house accounts", async () => {
    const ledger = openLedger(house.engine.dynamo, house.engine.tables.Ledger);
    const houses = await all(house.operator, "/areas?of=houses", 7);
    const members = await all(house.operator, `/areas?${purpose}`, 3);
    for (const { account, instrument, available, held, heldFor = [] } of [...houses, ...members]) {
      const position = await ledger.position(account, instrument);
      expect([account, instrument, available, held]).toEqual([account, instrument, plain(position.available), plain(position.held)]);
      expect(plain(sum(heldFor.map(({ quantity }) => decimal(quantity))))).toBe(held);
    }
    const permits = [...houses, ...members].filter(({ instrument }) => instrument === permit);
    const total = (of: readonly Holding[]) => plain(sum(of.map(({ available, held }) => decimal(available).plus(held))));
    const issued = permits.filter(({ account }) => account.startsWith("issue:"));
    expect(total(permits)).toBe("0");
    expect(total(permits.filter(({ account }) => !account.startsWith("issue:")))).toBe(plain(decimal(total(issued)).neg()));
    expect(total(permits.filter(({ account }) => account.startsWith("site:")))).toBe("10");
  });

  it("sum up to what was issued at every instant", async () => {
    for (const at of [enrolledAt, plusSeconds(enrolledAt, 3_600), house.clock.now()]) {
      const found = [
        ...(await all(house.operator, `/areas?of=houses&at=${at}`)),
        ...(await all(house.operator, `/areas?at=${at}&${purpose}`)),
      ];
      for (const [instrument, of] of Map.groupBy(found, (each) => each.instrument)) {
        // Money of the bidder's own account belongs to a party that other tests share nothing with.
        expect([instrument, plain(sum(of.map(({ available, held }) => decimal(available).plus(held))))]).toEqual([instrument, "0"]);
      }
    }
  });

  it("of an area name member and site, and stay inside it; a site that moved is listed where it is now", async () => {
    const district = (await givenMember(house.engine, { role: "district", area: "420703" })).subject;
    const found = await all(district, `/areas?${purpose}`);
    expect(found.map(({ account }) => account)).toContain(`site:${bidder.siteId}`);
    expect(new Set(found.map(({ area }) => area))).toEqual(new Set(["420703"]));
    expect(await read(district, `/areas?area=420704&${purpose}`)).toMatchObject({ status: 404 });
    expect(await read(district, `?partyId=${bidder.partyId}&${purpose}`)).toMatchObject({ status: 200 });
    const ofParty = await all(district, `?partyId=${bidder.partyId}&${purpose}`);
    expect(new Set(ofParty.map(({ account }) => account))).toEqual(new Set([`site:${bidder.siteId}`]));
    const far = (await givenMember(house.engine, { role: "district", area: "420704" })).subject;
    expect(await read(far, `?partyId=${bidder.partyId}&${purpose}`)).toMatchObject({ status: 404 });
    expect(await read(far, "?account=reserve:ezhou")).toMatchObject({ status: 404 });
    await givenSite(house.engine, bidder.partyId, { siteId: bidder.siteId, area: "420704" });
    await placed(bidder.partyId, [bidder.siteId], "420704");
    expect(await all(district, `/areas?${purpose}`)).toEqual([]);
    expect((await all(far, `/areas?${purpose}`)).map(({ account }) => account)).toContain(`site:${bidder.siteId}`);
    const city = (await all(house.operator, `/areas?${purpose}`)).filter(({ account }) => account === `site:${bidder.siteId}`);
    expect(new Set(city.map(({ instrument }) => instrument)).size).toBe(city.length);
    await givenSite(house.engine, bidder.partyId, { siteId: bidder.siteId, area: "420703" });
  });

  it("are refused for an instant to come, without a purpose, to other members, and with a cursor of another question", async () => {
    const later = plusSeconds(house.clock.now(), 1);
    expect(await read(bidder.subject, `?at=${later}`)).toMatchObject({ status: 409, body: { type: "/problems/instant-to-come" } });
    expect(await read(house.regulator, `?partyId=${bidder.partyId}`)).toMatchObject({
      status: 422,
      body: { type: "/problems/purpose-missing" },
    });
    const other = await givenMember(house.engine, { role: "enterprise" });
    expect(await read(other.subject, `?partyId=${bidder.partyId}`)).toMatchObject({ status: 404 });
    expect(await read(other.subject, `?partyId=${bidder.partyId}&siteId=${bidder.siteId}`)).toMatchObject({ status: 404 });
    const page = await read(bidder.subject, "?limit=1");
    for (const [as, path] of [
      [other.subject, "?limit=1"],
      [bidder.subject, `?limit=1&siteId=${bidder.siteId}`],
    ] as const)
      expect(await read(as, `${path}&cursor=${page.body.nextCursor}`)).toMatchObject({ status: 422 });
  });

  it("are refused while the records lag behind the ledger", async () => {
    const late = await house.bidder();
    await house.receive(late, "5");
    const empty = await read(late.subject, "");
    expect(empty.body.items).toEqual([]);
    await house.record();
    await house.receive(late, "6");
    expect(await read(late.subject, "")).toMatchObject({ status: 503, body: { type: "/problems/records-behind" } });
  });
});

import { type AttributeValue, ScanCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { surveillance } from "../../functions/surveillance/deployment.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { Bidder, Reply } from "../support/auction-house.ts";
import { engineWithOwn } from "../support/engine.ts";
import { givenMember } from "../support/members.ts";
import { colleagueOf } from "../support/second-person.ts";
import { statedFacts } from "../support/stated-facts.ts";
import { surveillanceEar } from "../support/surveillance.ts";
import { type Bids, openWatchedHouse, type WatchedHouse } from "./surveillance-support.ts";

type Row = Record<string, AttributeValue>;

/** Everything in the table of surveillance, by key. */
async function rowsOf({ granted: { dynamo, tables } }: WatchedHouse, table = tables.Surveillance): Promise<ReadonlyMap<string, Row>> {
  const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: table, ConsistentRead: true }));
  return new Map(Items.map((item): [string, Row] => [`${item.pk?.S} ${item.sk?.S}`, item]).sort());
}

const clustered = ["4000", "4010", "4020", "4030"];
const apart = ["7000", "6000", "5200", "4400"];

describe("the worklist of what stands out", () => {
  let house: WatchedHouse;
  let bidders: readonly Bidder[];
  beforeAll(async () => {
    house = await openWatchedHouse();
    bidders = await Promise.all(clustered.map(() => house.bidder({ tonnes: "1000" })));
  });
  const bidsAt = (prices: readonly string[]) =>
    bidders.map((each, place) => [each, [[prices[place] ?? "", String(2 + place / 10)]]] as readonly [Bidder, Bids]);
  const get = (path: string, as = house.regulator) => house.call({ as, method: "GET", path: `/surveillance/${path}` });
  const post = (path: string, body: object = {}, as = house.regulator, key?: string) => {
    // A second between two steps, by which their entries are in order.
    house.clock.moveTo(plusSeconds(house.clock.now(), 1));
    return house.call({ as, method: "POST", path: `/surveillance/items/${path}`, body, ...(key && { key }) });
  };
  const itemsIn = ({ body }: Reply) => (body.items as { itemId: string; state: string }[]).map(({ itemId }) => itemId);
  /** The item of an auction whose bids lay close together. */
  const givenItem = async (): Promise<{ readonly auctionId: string; readonly itemId: string }> => {
    const auctionId = await house.session({ bids: bidsAt(clustered) });
    return { auctionId, itemId: `${auctionId}.bid-dispersion` };
  };

  it("has an item for each screen that stands out, with what was observed and what may explain it, and no word of guilt", async () => {
    const { auctionId, itemId } = await givenItem();
    expect(itemsIn(await get(`items?auctionId=${auctionId}`))).toEqual([itemId]);
    const { body } = await get(`items/${itemId}`);
    expect(body).toMatchObject({ itemId, auctionId, state: "open", value: "0.0032", threshold: "0.03", screen: "bid-dispersion" });
    expect(body).toMatchObject({ observed: { en: "The coefficient of variation of the bids is 0.0032." } });
    const { screens } = (await get(`auctions/${auctionId}`)).body as { readonly screens: readonly Record<string, unknown>[] };
    // Sources name what their documents are about; what is said of this auction does not.
    const said = screens.map(({ title, formula, observed, innocent }) => ({ title, formula, observed, innocent }));
    expect(said.length).toBe(12);
    expect(JSON.stringify([body, said])).not.toMatch(/串通|围标|违法|collu|cartel|guilt|illegal|rigg/i);
  });

  it("takes an item through its life: into review, closed with an outcome, opened again; its history is never changed", async () => {
    const { auctionId, itemId } = await givenItem();
    const colleague = await colleagueOf(house.engine, house.regulator);
    const stranger = (await givenMember(house.engine, { role: "regulator" })).subject;
    expect(await post(`${itemId}/closing`, { outcome: "explained", reason: "too early" })).toMatchObject({ status: 409 });
    expect(await post(`${itemId}/assignment`, { assignee: stranger })).toMatchObject({
      ...{ status: 422, body: { type: "/problems/assignee-not-of-your-party", assignee: stranger } },
    });
    expect(await post(`${itemId}/assignment`)).toMatchObject({ body: { state: "in-review", assignee: house.regulator } });
    expect(await post(`${itemId}/assignment`, { assignee: colleague })).toMatchObject({
      body: { state: "in-review", assignee: colleague },
    });
    expect(await post(`${itemId}/notes`, { text: "all four asked for their costs" }, colleague)).toMatchObject({
      body: { event: "noted" },
    });
    const closing = { outcome: "explained", reason: "a public reserve price" };
    expect(await post(`${itemId}/closing`, closing, colleague)).toMatchObject({ body: { state: "closed", outcome: "explained" } });
    expect(itemsIn(await get(`items?auctionId=${auctionId}&state=in-review`))).toEqual([]);
    expect(itemsIn(await get(`items?auctionId=${auctionId}&state=closed`))).toEqual([itemId]);
    expect(await post(`${itemId}/notes`, { text: "the letter has come" })).toMatchObject({ status: 200 });
    expect(await post(`${itemId}/reopening`, { reason: "the letter says otherwise" })).toMatchObject({ body: { state: "reopened" } });
    expect(await post(`${itemId}/reopening`, { reason: "again" })).toMatchObject({ status: 409, body: { type: "/problems/wrong-state" } });
    const { body } = await get(`items/${itemId}/entries`);
    expect((body.items as { event: string; by: string; text: string }[]).map(({ event, by, text }) => [event, by, text])).toEqual([
      ["raised", "bid-dispersion", ""],
      ["assigned", house.regulator, ""],
      ["assigned", house.regulator, ""],
      ["noted", colleague, "all four asked for their costs"],
      ["closed", colleague, "a public reserve price"],
      ["noted", house.regulator, "the letter has come"],
      ["reopened", house.regulator, "the letter says otherwise"],
    ]);
  });

  it("does a command once, however often it is repeated", async () => {
    const { itemId } = await givenItem();
    const note = () => post(`${itemId}/notes`, { text: "asked for costs" }, house.regulator, "note-1");
    expect((await note()).body).toEqual((await note()).body);
    expect((await get(`items/${itemId}/entries`)).body.items).toHaveLength(2);
  });

  it("lists by state in pages, the latest first", async () => {
    const own = await openWatchedHouse();
    const get = (path: string) => own.call({ as: own.regulator, method: "GET", path: `/surveillance/${path}` });
    const those = await Promise.all(clustered.map(() => own.bidder()));
    const made: string[] = [];
    for (let number = 0; number < 3; number += 1) {
      const bids = those.map((each, place) => [each, [[clustered[place] ?? "", String(2 + place / 10)]]] as const);
      made.push(`${await own.session({ bids })}.bid-dispersion`);
    }
    const first = await get("items?state=open&limit=2");
    expect(itemsIn(first)).toEqual([made[2], made[1]]);
    const second = await get(`items?state=open&limit=2&cursor=${encodeURIComponent(String(first.body.nextCursor))}`);
    expect(itemsIn(second)[0]).toBe(made[0]);
    const other = await get(`items?state=closed&cursor=${encodeURIComponent(String(first.body.nextCursor))}`);
    expect(other).toMatchObject({ status: 422 });
  });

  it("is not touched by hearing everything again, in whatever order: what was decided stays, and no byte changes", async () => {
    const { auctionId, itemId } = await givenItem();
    await post(`${itemId}/assignment`);
    await post(`${itemId}/closing`, { outcome: "not-confirmed", reason: "nothing found" });
    const before = await rowsOf(house);
    const ear = surveillanceEar(house.granted);
    const facts = await house.factsOf(auctionId);
    for (const fact of [...facts, ...[...facts].reverse()]) await ear(fact);
    await Promise.all(facts.map(ear));
    expect(await rowsOf(house)).toEqual(before);
  });

  it("is raised by the next hearing where the first ended before it", async () => {
    const auctionId = await house.session({ bids: bidsAt(apart) });
    const { tables } = house.granted;
    const fresh = await engineWithOwn("Surveillance");
    const failing = {
      ...house.granted,
      tables: { ...tables, Surveillance: fresh.tables.Surveillance },
      dynamo: Object.assign(Object.create(house.granted.dynamo) as typeof house.granted.dynamo, {
        send: (command: { readonly input: { readonly RequestItems?: unknown } }) =>
          command.input.RequestItems ? Promise.reject(new Error("killed")) : house.granted.dynamo.send(command as never),
      }),
    };
    const clusteredId = await house.session({ bids: bidsAt(clustered) });
    const facts = [...(await house.factsOf(auctionId)), ...(await house.factsOf(clusteredId))];
    const hear = surveillanceEar(failing);
    for (const fact of facts) await hear(fact).catch(() => undefined);
    const table = fresh.tables.Surveillance;
    const items = async () => [...(await rowsOf(house, table)).keys()].filter((key) => key.startsWith("item#"));
    expect(await items()).toEqual([]);
    const again = surveillanceEar({ ...failing, dynamo: house.granted.dynamo });
    for (const fact of facts) await again(fact);
    expect(await items()).toEqual([`item#${clusteredId}.bid-dispersion item`]);
  });

  it("comes out the same however late, in whatever order and however many at once facts are heard", async () => {
    const sessions: string[] = [];
    for (const prices of [apart, clustered, apart])
      sessions.push(await house.session({ bids: bidsAt(prices), withdrawing: [await house.bidder()] }));
    const facts = (await Promise.all(sessions.map((each) => house.factsOf(each)))).flat();
    const heardInOrder = async (ordered: typeof facts, atOnce = false) => {
      const { tables } = await engineWithOwn("Surveillance");
      const hear = surveillanceEar({ ...house.granted, tables: { ...house.granted.tables, Surveillance: tables.Surveillance } });
      if (atOnce) await Promise.all(ordered.map(hear));
      else for (const fact of ordered) await hear(fact);
      const rows = [...(await rowsOf(house, tables.Surveillance))].filter(([key]) => /^(?:sessions|screening|screenings)#/.test(key));
      // How often a session was placed is not part of it.
      return rows.map(([key, { version: _version, ...row }]) => [key, row]);
    };
    const inOrder = await heardInOrder(facts);
    expect(inOrder.length).toBeGreaterThan(9);
    expect(await heardInOrder([...facts].reverse())).toEqual(inOrder);
    expect(await heardInOrder(facts, true)).toEqual(inOrder);
    expect(await heardInOrder([...facts].sort((one, other) => (one.factType > other.factType ? -1 : 1)))).toEqual(inOrder);
  });
});

describe("what surveillance knows", () => {
  it("is nothing before the close: no figure, no item, no list of bidders, for anybody", async () => {
    const house = await openWatchedHouse();
    const bidders = await Promise.all(clustered.map(() => house.bidder()));
    const auctionId = await house.announce();
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    for (const [place, bidder] of bidders.entries()) {
      await house.enrol(auctionId, bidder, "10");
      await house.bid(auctionId, bidder, [[clustered[place] ?? "", "2"]]);
    }
    await house.hear(auctionId);
    const path = `/surveillance/auctions/${auctionId}`;
    expect(await house.call({ as: house.regulator, method: "GET", path })).toMatchObject({ status: 404 });
    const items = `/surveillance/items?auctionId=${auctionId}`;
    expect(await house.call({ as: house.regulator, method: "GET", path: items })).toMatchObject({ status: 404 });
    const rows = await rowsOf(house);
    expect([...rows.keys()]).toEqual([`heard#${auctionId} announced`]);
    const kept = JSON.stringify([...rows.values()]);
    expect(bidders.filter(({ partyId, name }) => kept.includes(partyId) || kept.includes(name))).toEqual([]);
    await house.close(auctionId);
    await house.hear(auctionId);
    expect(await house.standingOut(auctionId)).toEqual(["bid-dispersion"]);
  });

  it("reaches regulators of the pool's area only: neither the operator nor members, nor regulators of a district", async () => {
    const house = await openWatchedHouse();
    const bidders = await Promise.all(clustered.map(() => house.bidder()));
    const auctionId = await house.session({ bids: bidders.map((each, place) => [each, [[clustered[place] ?? "", "2"]]]) });
    const itemId = `${auctionId}.bid-dispersion`;
    const of = async (role: "bank" | "district" | "verifier" | "operator") => (await givenMember(house.engine, { role })).subject;
    const others = [house.operator, bidders[0]?.subject ?? "", await of("bank"), await of("district"), await of("verifier")];
    const paths = ["/surveillance/auctions", `/surveillance/auctions/${auctionId}`, "/surveillance/items", `/surveillance/items/${itemId}`];
    const reads = [...paths, `/surveillance/items/${itemId}/entries`, "/surveillance/operator-acts"];
    for (const as of others)
      for (const path of reads) expect([path, await house.call({ as, method: "GET", path })]).toMatchObject([path, { status: 403 }]);
    const elsewhere = (await givenMember(house.engine, { role: "regulator", area: "420704" })).subject;
    for (const path of [paths[1] ?? "", paths[3] ?? ""])
      expect(await house.call({ as: elsewhere, method: "GET", path })).toMatchObject({ status: 404 });
    expect(await house.call({ as: elsewhere, method: "GET", path: "/surveillance/items" })).toMatchObject({ body: { items: [] } });
    expect(await house.call({ as: elsewhere, method: "GET", path: "/surveillance/items?area=420700" })).toMatchObject({ status: 404 });
    const change = { as: elsewhere, method: "POST", path: `/surveillance/items/${itemId}/notes`, body: { text: "seen" } } as const;
    expect(await house.call(change)).toMatchObject({ status: 404 });
  });

  it("is stated nowhere: no fact follows from a screen or a review, and its table has no stream", async () => {
    expect([surveillance.facts, surveillance.tables.Surveillance.streamed, "notices" in surveillance]).toEqual([{}, false, false]);
    const house = await openWatchedHouse();
    const bidders = await Promise.all(clustered.map(() => house.bidder()));
    const auctionId = await house.session({ bids: bidders.map((each, place) => [each, [[clustered[place] ?? "", "2"]]]) });
    const facts = async () => (await statedFacts(house.engine, ({ actor }) => actor === house.regulator)).map(({ factId }) => factId);
    const before = await facts();
    const itemId = `${auctionId}.bid-dispersion`;
    for (const [step, body] of [
      ["assignment", {}],
      ["notes", { text: "asked" }],
      ["closing", { outcome: "referred", reason: "to the market authority" }],
    ] as const)
      expect(await house.call({ as: house.regulator, method: "POST", path: `/surveillance/items/${itemId}/${step}`, body })).toMatchObject({
        status: 200,
      });
    expect(await facts()).toEqual(before);
    expect([...(await rowsOf(house)).values()].filter((row) => "factType" in row)).toEqual([]);
  });
});

import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { defaultAwards } from "../../functions/auctions/settlement/default-awards.ts";
import { settleEnrolment } from "../../functions/auctions/settlement/settle-enrolment.ts";
import { auctionsStore } from "../../functions/auctions/store.ts";
import { factRows } from "../../functions/records/facts/recorded-facts.ts";
import { calendarReader } from "../../shared/calendar/calendars.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { id } from "../../shared/kernel/schemas.ts";
import { openLedger } from "../../shared/ledger/ledger.ts";
import { type Party, partyCodec, partyKey } from "../../shared/members/members.ts";
import { keyOf, putItems } from "../../shared/store/client.ts";
import { openTable } from "../../shared/store/table.ts";
import { type AuctionHouse, type Bidder, enrolmentOf, enrolmentPath, openAuctionHouse } from "../support/auction-house.ts";
import { engineWithOwn } from "../support/engine.ts";
import { givenMember } from "../support/members.ts";
import { statedFacts } from "../support/stated-facts.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

type Data = Readonly<Record<string, unknown>>;
const ofEcheng = { party: { area: "420704", creditCode: "91420700MA0000015E" }, site: { area: "420704", name: "一号厂区" } } as const;

describe("facts of a market", () => {
  let house: AuctionHouse;
  let api: WholeApi;
  beforeEach(async () => {
    // Records of its own: an authority's list of facts has to hold none that another file left unfinished.
    house = await openAuctionHouse(undefined, await engineWithOwn("Records"));
    api = await openWholeApi(house.engine, house.clock);
  });

  /** An auction with a winner that pays at once, one that never does, and a loser, each with a site in Echeng. */
  async function market() {
    const winner = await house.bidder({ ...ofEcheng, offsetRatio: "2" });
    const poor = await house.bidder({ ...ofEcheng, cash: "7000" });
    const loser = await house.bidder(ofEcheng);
    const auctionId = await house.announce();
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    for (const bidder of [winner, poor, loser]) expect(await house.enrol(auctionId, bidder, "5")).toMatchObject({ status: 201 });
    const steps = [
      ["4600", "2"],
      ["4500", "3"],
    ] as const;
    expect(await house.bid(auctionId, winner, steps)).toMatchObject({ status: 200 });
    await house.bid(auctionId, poor, [["4400", "5"]]);
    await house.bid(auctionId, loser, [["4300", "5"]]);
    await house.close(auctionId);
    return { auctionId, winner, poor, loser };
  }
  const factsOf = ({ partyId }: Pick<Bidder, "partyId">): Promise<Fact[]> =>
    statedFacts(house.engine, ({ parties }) => parties.includes(partyId));
  async function factOf(bidder: Bidder, factType: string): Promise<Fact & { readonly data: Data }> {
    const [found, ...more] = (await factsOf(bidder)).filter((fact) => fact.factType === factType);
    expect([found?.factType, more]).toEqual([factType, []]);
    return found as Fact & { readonly data: Data };
  }
  const sheetOf = (as: string, auctionId: string, bidder: Bidder) =>
    house.call({ as, method: "GET", path: enrolmentPath(auctionId, bidder, "/confirmation") });

  it("`award-settled` says the whole trade: lines, prices, buyer, seller, site, need, both areas and a reference", async () => {
    const { auctionId, winner } = await market();
    await house.settle(auctionId);
    const { data, areas } = await factOf(winner, "award-settled");
    expect(areas).toEqual(["420700", "420704"]);
    expect(data).toMatchObject({
      ...{ auctionId, partyId: winner.partyId, siteId: winner.siteId, project: winner.project, documentNumber: "EZ-2026-1" },
      seller: { name: "鄂州市生态环境局", creditCode: "11420700MB00000195" },
      ...{ pollutant: "SO2", pool: "ezhou", poolArea: "420700", instrument: "permit/SO2/ezhou/2026-06/2031-05", years: 1 },
      ...{ basePrice: "4000", quantity: "5", amount: "22700.00", fee: "227.00", deposit: "6000.00" },
      lines: [
        { price: "4600", quantity: "2", amount: "9200.00" },
        { price: "4500", quantity: "3", amount: "13500.00" },
      ],
      ...{ creditCode: "91420700MA0000015E", siteName: "一号厂区", siteArea: "420704", projectName: "New line" },
      ...{ eiaNumber: "EIA-1", letterNumber: "L-1", letterDate: "2026-01-05", offsetRatio: "2", offsetGround: "stated-in-letter" },
      ...{ deliveredTonnes: "2.5", retiredTonnes: "2.5", tradeDate: "2026-03-02" },
    });
    expect(data.licenceNumber).toBeTypeOf("string");
  });

  it("an award that is due, one in default and an enrolment say the same of their trade", async () => {
    const { auctionId, poor, loser } = await market();
    await house.settle(auctionId);
    const enrolled = (await factOf(poor, "enrolment-made")).data;
    const due = (await factOf(poor, "award-due")).data;
    house.clock.moveTo(String(due.payBy));
    await house.closeDay();
    await defaultAwards(house.ports);
    const defaulted = (await factOf(poor, "award-defaulted")).data;
    expect(due).toMatchObject(enrolled);
    expect(defaulted).toMatchObject({ ...enrolled, payBy: due.payBy, lines: due.lines, forfeited: enrolled.deposit });
    // Five working days after Monday, 2 March: the last instant of Monday, 9 March, in Shanghai.
    expect([defaulted.payBy, defaulted.bankDay]).toEqual(["2026-03-09T16:00:00.000Z", "2026-03-09"]);
    const released = (await factOf(loser, "enrolment-released")).data;
    expect(released).toMatchObject({ ...(await factOf(loser, "enrolment-made")).data, reason: "no-award" });
  });

  it("`need-certified` and `need-withdrawn` say letter, EIA, ground of the ratio, site, and both areas", async () => {
    const { partyId, siteId } = await house.bidder(ofEcheng);
    const project = `${siteId.slice(0, 8)}-2`;
    const need = { partyId, siteId, project, projectName: "Boiler", kind: "expansion-increment", pollutant: "COD", tonnes: "1.5" };
    const letter = { letterNumber: "鄂州环函〔2026〕7号", letterDate: "2026-02-27", eiaNumber: "鄂州环审〔2026〕4号" };
    const certify = (offsetRatio: string, offsetGround: string) =>
      house.call({ as: house.regulator, method: "POST", path: "/permits/needs", body: { ...need, ...letter, offsetRatio, offsetGround } });
    expect(await certify("2", "pm25-missed")).toMatchObject({ status: 422, body: { type: "/problems/offset-ground-not-for-pollutant" } });
    expect(await certify("1.5", "water-quality-missed")).toMatchObject({
      status: 422,
      body: { type: "/problems/offset-ratio-too-low", minimumRatio: "2" },
    });
    expect(await certify("2", "water-quality-missed")).toMatchObject({ status: 201 });
    const withdrawal = { method: "POST", path: `/permits/needs/COD/${project}/withdrawal`, body: { reason: "dropped" } } as const;
    expect(await house.call({ as: house.regulator, ...withdrawal })).toMatchObject({ status: 200 });
    const facts = (await factsOf({ partyId })).filter(({ data }) => (data as Data).project === project);
    const all = {
      ...{ ...letter, siteId, project, offsetRatio: "2", offsetGround: "water-quality-missed", tonnesToBuy: "3", siteName: "一号厂区" },
      ...{ creditCode: "91420700MA0000015E", area: "420704", pool: "liangzi-lake", poolArea: "420700" },
    };
    expect(facts.map(({ factType, areas }) => [factType, areas])).toEqual([
      ["need-withdrawn", ["420700", "420704"]],
      ["need-certified", ["420700", "420704"]],
    ]);
    for (const { data } of facts) expect(data).toMatchObject(all);
    expect(facts[0]?.data).toMatchObject({ reason: "dropped" });
  });

  it("names stay as they were: facts and sheets keep what held at the enrolment", async () => {
    const { auctionId, winner } = await market();
    await house.settle(auctionId);
    const before = await sheetOf(winner.subject, auctionId, winner);
    const party = await house.ports.members.party(winner.partyId);
    await rename({ ...(party as Party), name: "Renamed Mill", version: 99 });
    expect(await sheetOf(winner.subject, auctionId, winner)).toEqual({ ...before, headers: expect.anything() });
    expect((await factOf(winner, "award-settled")).data.partyName).toBe(party?.name);
  });

  async function rename(party: Party): Promise<void> {
    const item = { ...keyOf(partyKey(party.partyId)), ...partyCodec.encode(party) };
    await house.engine.dynamo.send(new PutItemCommand({ TableName: house.engine.tables.Parties, Item: item }));
  }

  it("the confirmation sheet has a number, the trade date and the legal seller, and says what the fact says", async () => {
    const { auctionId, winner } = await market();
    await house.settle(auctionId);
    const { data } = await factOf(winner, "award-settled");
    // What is published of it is for readers of records: the sheet is the winner's own.
    const { lines, quantity, amount, fee, published: _published, ...trade } = data;
    const { status, body } = await sheetOf(winner.subject, auctionId, winner);
    expect({ status, body }).toMatchObject({ status: 200, body: { ...trade, award: { lines, quantity, amount, fee, state: "settled" } } });
    expect(body.confirmationNumber).toMatch(new RegExp(`^CJ\\.20260302\\.${auctionId}\\.000[12]$`));
  });

  it("every delivered block has a reference of its own that is stable, printable and names pool, pollutant, term and auction", async () => {
    const bidders = await Promise.all(Array.from({ length: 4 }, () => house.bidder()));
    const references: string[] = [];
    for (let sale = 0; sale < 2; sale += 1) {
      const auctionId = await house.announce();
      house.clock.moveTo(plusSeconds(house.clock.now(), 120));
      for (const bidder of bidders) await house.enrol(auctionId, bidder, "2");
      for (const bidder of bidders) await house.bid(auctionId, bidder, [["4500", "2"]]);
      await house.close(auctionId);
      // Settling twice delivers once, under one reference.
      for (const _ of [1, 2]) await house.settle(auctionId);
      for (const bidder of bidders) {
        const { body } = await sheetOf(bidder.subject, auctionId, bidder);
        const reference = String(body.blockReference);
        expect(reference).toMatch(new RegExp(`^SO2\\.ezhou\\.202606\\.203105\\.${auctionId}\\.000[1-4]$`));
        expect(id.safeParse(reference).success).toBe(true);
        const facts = (await factsOf(bidder)).filter(({ data }) => (data as Data).blockReference === reference);
        expect(facts.map(({ factType }) => factType)).toEqual(["award-settled"]);
        references.push(reference, String(body.confirmationNumber));
      }
    }
    expect(new Set(references).size).toBe(references.length);
  });

  it("settling takes two batch reads and one transaction, and no read of names", async () => {
    const { auctionId, winner, loser } = await market();
    const sent: string[] = [];
    const { dynamo, tables } = house.engine;
    const send = (command: Parameters<DynamoDBClient["send"]>[0]) => {
      sent.push(command.constructor.name);
      return dynamo.send(command);
    };
    const counting = { send } as unknown as DynamoDBClient;
    const own = auctionsStore(openTable(counting, tables.Auctions));
    const ledger = openLedger(counting, tables.Ledger);
    const ports = { ...house.ports, dynamo: counting, own, ledger, calendars: calendarReader(counting, tables.Calendar) };
    for (const bidder of [winner, loser]) {
      sent.length = 0;
      expect(await settleEnrolment(ports, enrolmentOf(auctionId, bidder))).toBe("done");
      expect(sent).toEqual(["BatchGetItemCommand", "BatchGetItemCommand", "TransactWriteItemsCommand"]);
    }
  });

  it("a district's authorities read enrolments, awards and defaults of their own enterprises, and their sheets; others none", async () => {
    const { auctionId, winner, poor, loser } = await market();
    await house.settle(auctionId);
    house.clock.moveTo(plusSeconds(house.clock.now(), 30 * 86_400));
    await house.closeDay();
    await defaultAwards(house.ports);
    const facts = (await Promise.all([winner, poor, loser].map(factsOf))).flat().filter(({ data }) => "auctionId" in (data as Data));
    const expected = ["enrolment-made", "award-settled", "award-due", "award-defaulted", "enrolment-released"];
    expect(new Set(facts.map(({ factType }) => factType))).toEqual(new Set(expected));
    await putItems(house.engine.dynamo, house.engine.tables.Records, facts.flatMap(factRows));
    for (const role of ["regulator", "district"] as const) {
      const [near, far] = await Promise.all(["420704", "420703"].map((area) => givenMember(house.engine, { role, area })));
      expect(await readBy(near?.subject ?? "", auctionId)).toEqual(facts.map(({ factId }) => factId).toSorted());
      expect(await readBy(far?.subject ?? "", auctionId)).toEqual([]);
      expect(await sheetOf(near?.subject ?? "", auctionId, winner)).toMatchObject({ status: 200, body: { auctionId } });
      expect(await sheetOf(far?.subject ?? "", auctionId, winner)).toMatchObject({ status: 404 });
    }
    expect(await readBy(house.regulator, auctionId)).toEqual(facts.map(({ factId }) => factId).toSorted());
  });

  /** Ids of all facts about an auction's enrolments that a person reads, as often as it reads them. */
  async function readBy(as: string, auctionId: string): Promise<string[]> {
    const found: string[] = [];
    let cursor = "";
    do {
      const { body } = await api.call({ as, method: "GET", path: `/records/facts?limit=10&purpose=test${cursor && `&cursor=${cursor}`}` });
      const page = body as { items: Fact[]; nextCursor?: string };
      found.push(...page.items.filter(({ data }) => (data as Data).auctionId === auctionId).map(({ factId }) => factId));
      cursor = page.nextCursor ?? "";
    } while (cursor);
    return found.toSorted();
  }
});

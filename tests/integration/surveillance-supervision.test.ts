import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { cashPorts } from "../../functions/cash/ports.ts";
import { bookStatement } from "../../functions/cash/statements/book-statement.ts";
import { columns } from "../../functions/cash/statements/columns.ts";
import { actsOfFacts } from "../../functions/surveillance/supervision/acts-of-facts.ts";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { openTable } from "../../shared/store/table.ts";
import { traced } from "../../shared/streams/traced-replay.ts";
import { actKinds } from "../../shared/supervision/act-kinds.ts";
import { actsIn } from "../../shared/supervision/acts.ts";
import { type AuctionHouse, openAuctionHouse } from "../support/auction-house.ts";
import { accountOf } from "../support/bank.ts";
import { engineWithOwn } from "../support/engine.ts";
import { freshCreditCode, givenMember } from "../support/members.ts";
import { replayGrounds } from "../support/replay-grounds.ts";
import { colleagueOf } from "../support/second-person.ts";
import { statedFacts } from "../support/stated-facts.ts";
import { surveillanceEar } from "../support/surveillance.ts";

interface Act {
  readonly actId: string;
  readonly kind: string;
  readonly at: string;
  readonly actor: string;
  readonly approvedBy?: string;
  readonly secondPerson: string;
  readonly reason?: string;
  readonly about: Readonly<Record<string, string>>;
}

describe("the supervision of the operator", () => {
  let house: AuctionHouse;
  let hearAll: () => Promise<void>;
  beforeAll(async () => {
    house = await openAuctionHouse("2026-03-02T01:00:00.000Z", await engineWithOwn("Auctions", "Surveillance"));
    const ear = surveillanceEar(house.granted);
    const concerned = new Set<string>(actsOfFacts.map(({ fact }) => fact.factType));
    hearAll = async () => {
      const facts = await statedFacts(house.engine, ({ factType }) => concerned.has(factType), ["Cash", "Auctions"]);
      const own = await statedFacts(house.engine, ({ factType, actor }) => concerned.has(factType) && actor === house.operator, [
        "Parties",
      ]);
      for (const fact of [...facts, ...own]) await ear(fact);
    };
    await operate();
    await hearAll();
  });

  const post = (path: string, body: object, as = house.operator) => send("POST", path, body, as);
  const send = async (method: "POST" | "PUT", path: string, body: object, as = house.operator) => {
    house.clock.moveTo(plusSeconds(house.clock.now(), 60));
    const answer = await house.call({ as, method, path, body });
    if (answer.status >= 400) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body as Readonly<Record<string, never>>;
  };
  const acts = async (query = "", as = house.regulator) => {
    const { body } = await house.call({ as, method: "GET", path: `/surveillance/operator-acts?limit=100${query}` });
    return body.items as readonly Act[];
  };
  const only = async (kind: string) => (await acts(`&kind=${kind}`))[0];

  /** A morning of the operator: everything that its supervisor sees, once or more. */
  async function operate(): Promise<void> {
    const { clock } = house;
    const payer = await house.bidder({ cash: "5000.00" });
    const unknown = { payerName: "Somebody else", bankReference: randomUUID() };
    const { bankDay, bookingId } = await post("/cash/receipts", {
      ...{ amount: "70.00", creditedAt: clock.now(), payerAccount: "6217-1", partyId: payer.partyId, ...unknown },
    });
    const line = `/cash/bank-days/${String(bankDay)}/lines/${String(bookingId)}`;
    await post(`${line}/assignment`, { partyId: payer.partyId, reason: "a letter of the payer", documentNumber: "EZ-S-1" });
    const { refundId } = await post("/cash/refunds", {
      ...{ partyId: payer.partyId, amount: "100.00", toAccount: accountOf(payer.partyId), reason: "asked for it" },
    });
    await post(`/cash/refunds/${String(refundId)}/pay-out`, { bankReference: randomUUID(), creditedAt: clock.now() });
    const header = Object.keys(columns).join();
    const imported = [
      "R-1001",
      "2026-03-02 09:05:00",
      "in",
      "300.00",
      payer.name,
      accountOf(payer.partyId),
      `member ${payer.partyId}`,
    ].join();
    const file = Buffer.from([header, imported].join("\n"), "utf8").toString("base64");
    const { statementId } = await post("/cash/statements", { file });
    clock.moveTo(plusSeconds(clock.now(), 60));
    await bookStatement(cashPorts(house.granted), String(statementId), house.operator);
    clock.moveTo("2026-03-03T02:00:00.000Z");
    await house.closeDay("2026-03-02");
    await post("/cash/bank-days/2026-03-02/reopening", { reason: "a late line" });
    const moved = await house.announce();
    const now = clock.now();
    const schedule = { opensAt: plusSeconds(now, 60), enrolsUntil: plusSeconds(now, 7_200), closesAt: plusSeconds(now, 10_800) };
    await send("PUT", `/auctions/${moved}/schedule`, { schedule, reason: "the portal was down" });
    await post(`/auctions/${moved}/cancellation`, { reason: "the need is gone" });
    const creditCode = freshCreditCode();
    const registration = { name: "Yangtze Paper", creditCode, type: "enterprise", area: "420703", representative: "Liu Yang" };
    const { partyId } = await post("/parties", registration, `person-${randomUUID()}`);
    const evidence = { reason: "it is on our business licence", documentNumber: "L-91", documentSha256: "ab".repeat(32) };
    const claim = { creditCode, claimantName: "Yangtze Paper", ...evidence };
    const dispute = await post("/parties/disputes/credit-codes", claim, `person-${randomUUID()}`);
    const ruling = { upheld: false, documentNumber: "EZ-D-1", reason: "licence checked" };
    await post(`/parties/${String(partyId)}/disputes/${String(dispute.disputeId)}/decision`, ruling);
    const trace = { dynamo: house.engine.dynamo, clock, acts: actsIn(openTable(house.engine.dynamo, house.engine.tables.Surveillance)) };
    const replayed = { kind: "failures-replayed", queue: "settlements", requestId: "r-1", ...replayGrounds } as const;
    clock.moveTo(plusSeconds(clock.now(), 60));
    await traced(trace, replayed, async () => ({ moved: 2, left: 0 }));
  }

  it("shows who did what, when and why, with the second person where there was one, the latest first", async () => {
    const all = await acts();
    expect(all.map(({ kind }) => kind)).toEqual([
      ...["failures-replayed", "claim-decided", "auction-cancelled", "auction-postponed", "bank-day-reopened", "receipt-booked"],
      ...["statement-imported", "refund-sent", "refund-ordered", "suspense-assigned", "receipt-suspended", "receipt-booked"],
    ]);
    const times = all.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
    const second = await colleagueOf(house.engine, house.operator);
    expect(await only("bank-day-reopened")).toMatchObject({
      ...{ actor: house.operator, approvedBy: second, secondPerson: "given", reason: "a late line", about: { day: "2026-03-02" } },
    });
    expect(await only("auction-postponed")).toMatchObject({ approvedBy: second, secondPerson: "given", reason: "the portal was down" });
    expect(await only("auction-cancelled")).toMatchObject({
      secondPerson: "given",
      reason: "the need is gone",
      about: { pollutant: "SO2" },
    });
    expect(await only("suspense-assigned")).toMatchObject({ secondPerson: "given", about: { amount: "70.00", documentNumber: "EZ-S-1" } });
    expect(await only("refund-ordered")).toMatchObject({ secondPerson: "given", reason: "asked for it", about: { amount: "100.00" } });
    expect(await only("statement-imported")).toMatchObject({ secondPerson: "not-required", about: { lines: "1" } });
    expect(await only("receipt-booked")).toMatchObject({
      secondPerson: "not-required",
      actor: house.operator,
      about: { amount: "300.00" },
    });
    expect(await only("claim-decided")).toMatchObject({ reason: "licence checked", about: { outcome: "dismissed" } });
    expect(await only("failures-replayed")).toMatchObject({
      ...{ actor: replayGrounds.by, approvedBy: replayGrounds.approvedBy, secondPerson: "given", reason: "the cause is fixed" },
      about: { queue: "settlements", requestId: "r-1", state: "done", moved: "2", left: "0" },
    });
  });

  it("knows every act by the operation that it comes from: those that always take two persons say so where one is missing", async () => {
    expect(new Set([...actsOfFacts.map(({ kind }) => kind), "failures-replayed", "failures-discarded"])).toEqual(new Set(actKinds));
    const [fact] = await statedFacts(house.engine, ({ factType }) => factType === "bank-day-reopened", ["Cash"]);
    if (!fact) throw new Error("a fact");
    const { approvedBy: _approvedBy, ...alone } = { ...fact, factId: `alone-${randomUUID()}`, occurredAt: "2026-06-01T00:00:00.000Z" };
    await surveillanceEar(house.granted)(alone);
    expect((await acts("&from=2026-06-01T00:00:00Z"))[0]).toMatchObject({ kind: "bank-day-reopened", secondPerson: "missing" });
  });

  it("lists a time range in pages, and counts by month: once each, however often a fact comes", async () => {
    await hearAll();
    await hearAll();
    const range = "&from=2026-03-02T00:00:00Z&before=2026-03-03T00:00:00Z";
    const day = await acts(range);
    expect(new Set(day.map(({ at }) => dayOf(at)))).toEqual(new Set(["2026-03-02"]));
    const paged: Act[] = [];
    let cursor = "";
    do {
      const path = `/surveillance/operator-acts?limit=2${range}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const { body } = await house.call({ as: house.regulator, method: "GET", path });
      paged.push(...(body.items as Act[]));
      cursor = String(body.nextCursor ?? "");
    } while (cursor);
    expect(paged).toEqual(day);
    const counts = await house.call({
      as: house.regulator,
      method: "GET",
      path: "/surveillance/operator-act-counts?from=2026-03&until=2026-05",
    });
    const march = (await acts("&before=2026-04-01T00:00:00Z")).map(({ kind }) => kind);
    const counted = counts.body.items as readonly { month: string; kind: string; acts: number }[];
    expect(new Map(counted.map(({ kind, acts: number }) => [kind, number]))).toEqual(
      new Map([...Map.groupBy(march, (kind) => kind)].map(([kind, those]) => [kind, those.length])),
    );
    expect(counted.every(({ month }) => month === "2026-03")).toBe(true);
  });

  it("says what is wrong with a range", async () => {
    const get = (path: string) => house.call({ as: house.regulator, method: "GET", path: `/surveillance/${path}` });
    const inverted = { status: 422, body: { type: "/problems/acts-range-inverted" } };
    expect(await get("operator-acts?from=2026-04-01T00:00:00Z&before=2026-03-01T00:00:00Z")).toMatchObject(inverted);
    expect(await get("operator-act-counts?from=2026-04&until=2026-03")).toMatchObject(inverted);
    const long = { status: 422, body: { type: "/problems/acts-months-too-many", most: 12 } };
    expect(await get("operator-act-counts?from=2026-01&until=2027-01")).toMatchObject(long);
    expect(await get("operator-act-counts?from=2026-01&until=2026-12")).toMatchObject({ status: 200 });
  });

  it("shows regulators of a district what concerns it, and not the rest", async () => {
    const district = (await givenMember(house.engine, { role: "regulator", area: "420704" })).subject;
    const local = await house.bidder({ cash: "0", party: { area: "420704" } });
    await house.receive(local, "10.00");
    await hearAll();
    expect((await acts("", district)).map(({ kind, about }) => [kind, about.partyId])).toEqual([["receipt-booked", local.partyId]]);
    expect((await acts(`&area=420704`)).length).toBe(1);
    const elsewhere = await house.call({ as: district, method: "GET", path: "/surveillance/operator-acts?area=420700" });
    expect(elsewhere).toMatchObject({ status: 404 });
    const counts = "/surveillance/operator-act-counts?from=2026-03&until=2026-03";
    expect(await house.call({ as: district, method: "GET", path: counts })).toMatchObject({
      body: { items: [{ kind: "receipt-booked", acts: 1 }] },
    });
    expect(await house.call({ as: house.operator, method: "GET", path: counts })).toMatchObject({ status: 403 });
  });
});

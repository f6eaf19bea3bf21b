import { randomInt, randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { areasOf } from "../../functions/records/trades/rows.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import type { TradeRecord } from "../../shared/records/trade-record.ts";
import { runs } from "../support/effort.ts";
import type { Answer } from "../support/front-door.ts";
import { aTradeRecord, givenRecords, permits } from "../support/given-records.ts";
import { givenMember } from "../support/members.ts";
import { type RecordsWorld, recordsWorld } from "../support/records.ts";

type Asked = Readonly<Record<string, string>>;

// Files share one engine: a year of this file's own, in which nobody else records anything.
const year = 2200 + randomInt(700);
const begins = `${year}-03-01T00:00:00.000Z`;
const ends = `${year}-03-01T01:00:00.000Z`;
const window = { from: begins, before: ends };

let world: RecordsWorld;
beforeAll(async () => {
  world = await recordsWorld(`${year}-06-01T00:00:00.000Z`);
});

function read(as: string, query: Asked, path = "/records/trades"): Promise<Answer> {
  return world.call({ as, method: "GET", path: `${path}?${new URLSearchParams(query)}` });
}
function idsOf({ body }: Answer): string[] {
  return (body as { items: TradeRecord[] }).items.map(({ recordId }) => recordId);
}
function cursorOf({ body }: Answer): string {
  return String((body as { nextCursor?: string }).nextCursor);
}
/** Ids of all pages of a query, or the code of its refusal. */
async function allOf(as: string, query: Asked, limit = 3): Promise<string[] | string> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const answer = await read(as, { ...query, limit: String(limit), ...(cursor && { cursor }) });
    if (answer.status !== 200) return String((answer.body as { type: string }).type).replace("/problems/", "");
    expect(idsOf(answer).length).toBeLessThanOrEqual(limit);
    found.push(...idsOf(answer));
    cursor = (answer.body as { nextCursor?: string }).nextCursor;
  } while (cursor);
  return found;
}

describe("a query of trade records", () => {
  const areas = ["420700", "420702", "420703", "gedian"] as const;
  const kinds = ["award", "allocation", "forfeiture"] as const;
  const chosen = <Value>(...values: readonly Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined });

  it("equals a filter over all records: in scope, by every combination, in either order, page by page, or it is refused", async () => {
    const [one, other, bank] = await Promise.all([
      givenMember(world.engine, { role: "enterprise" }),
      givenMember(world.engine, { role: "enterprise", area: "420703" }),
      givenMember(world.engine, { role: "bank" }),
    ]);
    const authorities = await Promise.all([
      givenMember(world.engine, { role: "operator" }),
      givenMember(world.engine, { role: "regulator", area: "420700" }),
      givenMember(world.engine, { role: "district", area: "420702" }),
      givenMember(world.engine, { role: "regulator", area: "gedian" }),
    ]);
    const people = [one, other, bank, ...authorities];
    const parties = [one.partyId, other.partyId, bank.partyId];
    const auctions = [randomUUID(), randomUUID()];
    const all = Array.from({ length: 60 }, (_, place) => {
      const pick = <Value>(list: readonly Value[]): Value => list[randomInt(list.length)] as Value;
      const having = parties.filter(() => randomInt(2) === 0);
      return aTradeRecord({
        ...{ recordId: `fact-${randomUUID()}`, occurredAt: plusSeconds(begins, randomInt(40)), kind: pick(kinds) },
        ...{ instrument: pick(Object.values(permits)), auctionId: pick(auctions), areas: [pick(areas), pick(areas)] },
        ...{ price: pick(["4000", "4300.5", "50", "12000"]), quantity: pick(["-2", "0.5", "10", "9", "1000"]), parties: having },
        // Some have nothing to find them by.
        ...(place % 10 === 0 && { instrument: undefined, pollutant: undefined, auctionId: undefined }),
      });
    });
    await givenRecords(world.engine, ...all);

    const query = fc.record({
      who: fc.constantFrom(...people),
      from: chosen(begins, plusSeconds(begins, 10)),
      before: chosen(ends, plusSeconds(begins, 30)),
      area: chosen(undefined, undefined, ...areas),
      partyId: chosen(undefined, ...parties),
      instrument: chosen(undefined, ...Object.values(permits)),
      pollutant: chosen(undefined, "SO2", "COD"),
      kind: chosen(undefined, ...kinds),
      auctionId: chosen(...auctions),
      order: chosen(undefined, "newest", "oldest"),
      figures: chosen<Asked>({}, {}, {}, { leastPrice: "50", mostPrice: "4300.5" }, { leastQuantity: "9" }, { mostQuantity: "10" }),
      limit: fc.integer({ min: 1, max: 20 }),
    });
    type Query = typeof query extends fc.Arbitrary<infer Value> ? Value : never;

    function modelOf({ who, figures = {}, limit: _limit, ...asked }: Query): string[] | string {
      const { role, area: own } = who.member;
      const isAuthority = ["operator", "regulator", "district"].includes(role);
      const scope = role === "operator" ? "420700" : own;
      if (isAuthority && asked.area !== undefined && scope !== "420700" && asked.area !== scope) return "not-found";
      if (!isAuthority && asked.partyId !== undefined && asked.partyId !== who.partyId) return "not-found";
      const area = asked.area ?? (isAuthority ? scope : "420700");
      const partyId = isAuthority ? asked.partyId : who.partyId;
      const { instrument, pollutant, kind, auctionId, from, before, order } = asked;
      if (instrument && pollutant && instrument.split("/")[1] !== pollutant) return "instrument-of-other-pollutant";
      const values = [auctionId, instrument ?? pollutant, kind, partyId].filter((value) => value !== undefined);
      const byFigure = Object.keys(figures).length > 0;
      if (!byFigure && values.length > 2) return "combination-unsupported";
      const onlyAuction = auctionId !== undefined && (instrument ?? pollutant ?? kind) === undefined;
      if (byFigure && !(onlyAuction && !from && !before && !order)) return "combination-unsupported";
      const { leastPrice = "0", mostPrice = "99999", leastQuantity = "-99999", mostQuantity = "99999" } = figures;
      const within = (value: string | undefined, least: string, most: string) =>
        value !== undefined && decimal(value).gte(least) && decimal(value).lte(most);
      const fits = all.filter(
        (record) =>
          areasOf(record).includes(area) &&
          (partyId === undefined || record.parties.some((party) => party.partyId === partyId)) &&
          (instrument === undefined || record.instrument === instrument) &&
          (pollutant === undefined || record.pollutant === pollutant) &&
          (kind === undefined || record.kind === kind) &&
          (auctionId === undefined || record.auctionId === auctionId) &&
          (from === undefined || record.occurredAt >= from) &&
          (before === undefined || record.occurredAt < before) &&
          (!byFigure || (within(record.price, leastPrice, mostPrice) && within(record.quantity, leastQuantity, mostQuantity))),
      );
      const keyOf = ({ occurredAt, recordId }: TradeRecord) => `${occurredAt}#${recordId}`;
      const inTime = fits.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
      if (!byFigure) return (order === "oldest" ? inTime : inTime.toReversed()).map(({ recordId }) => recordId);
      const figure = "leastPrice" in figures ? "price" : "quantity";
      return inTime.toSorted((a, b) => decimal(a[figure] ?? "0").cmp(decimal(b[figure] ?? "0"))).map(({ recordId }) => recordId);
    }

    await fc.assert(
      fc.asyncProperty(query, async (given) => {
        // Lists of all, of an instrument or of a kind are others' as well: in the time of this test they are its own.
        const ofOthers = given.auctionId === undefined && given.partyId === undefined;
        const byFigure = Object.keys(given.figures ?? {}).length > 0;
        const asked = ofOthers && !byFigure ? { ...given, from: given.from ?? begins, before: given.before ?? ends } : given;
        const { who, figures, limit, ...rest } = asked;
        const selected = Object.fromEntries(Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
        const found = await allOf(who.subject, { ...selected, ...figures, purpose: "property" }, limit);
        expect(found).toEqual(modelOf(asked));
      }),
      { numRuns: runs(400, 150) },
    );
  });

  it.each([
    ["an inverted range", { from: ends, before: begins }, 422, "range-inverted"],
    ["an empty range", { from: begins, before: begins }, 422, "range-inverted"],
    ["a beginning to come", { from: `${year}-06-01T00:00:00.001Z` }, 409, "instant-to-come"],
    ["an end to come", { from: begins, before: "9000-01-01T00:00:00Z" }, 409, "instant-to-come"],
    ["an instrument that never was", { instrument: "permit/SO2/ezhou/2999-01/2999-12" }, 422, "instrument-unknown"],
    ["an instrument of no class", { instrument: "nonsense/x" }, 422, "instrument-unknown"],
    ["an instrument of another pollutant", { instrument: permits.sulphur, pollutant: "COD" }, 422, "instrument-of-other-pollutant"],
    ["three values", { auctionId: "a", kind: "award", pollutant: "SO2" }, 422, "combination-unsupported"],
    ["prices outside of an auction", { leastPrice: "1" }, 422, "combination-unsupported"],
    ["prices in a time", { ...window, auctionId: "a", leastPrice: "1" }, 422, "combination-unsupported"],
    ["prices and quantities", { auctionId: "a", leastPrice: "1", leastQuantity: "1" }, 422, "combination-unsupported"],
    ["prices that end below their beginning", { auctionId: "a", leastPrice: "2", mostPrice: "1.999999" }, 422, "figures-inverted"],
    ["quantities that end below their beginning", { auctionId: "a", leastQuantity: "10", mostQuantity: "9" }, 422, "figures-inverted"],
    ["an area that is none", { area: "999999" }, 422, "validation-failed"],
    ["a price that is none", { auctionId: "a", leastPrice: "-1" }, 422, "validation-failed"],
    ["a party that is none", { partyId: "nobody" }, 404, "not-found"],
  ])("with %s is refused", async (_, query, status, code) => {
    const { subject } = await givenMember(world.engine, { role: "operator" });
    expect(await read(subject, { ...query, purpose: "test" })).toMatchObject({ status, body: { type: `/problems/${code}` } });
  });

  it("says which combinations are supported, and that exports take any", async () => {
    const { subject } = await givenMember(world.engine, { role: "enterprise" });
    const { body } = await read(subject, { kind: "award", pollutant: "SO2" });
    expect(body).toMatchObject({
      asked: ["kind", "party", "pollutant"],
      detail: expect.stringMatching(/kind, party, pollutant.*at most two.*export/),
    });
  });

  it("knows an instrument that only a record has, as that of a price, and one that the ledger moved before it was recorded", async () => {
    const { subject } = await givenMember(world.engine, { role: "operator" });
    const item = `permit-price/${randomUUID()}`;
    const record = aTradeRecord({ kind: "price", instrument: item, parties: [], occurredAt: begins });
    await givenRecords(world.engine, record);
    expect(await allOf(subject, { instrument: item, purpose: "test" })).toEqual([record.recordId]);
    const moved = `permit/SO2/pool-${randomUUID()}/2027-01/2031-12`;
    const earlier = await recordsWorld();
    await earlier.record(await earlier.pay(`site:${randomUUID()}`, "1", `issue:${randomUUID()}`, moved));
    expect(await allOf(subject, { instrument: moved, purpose: "test" })).toEqual([]);
  });

  it("asks a district for its own area only, and hides what lies in another one", async () => {
    const district = await givenMember(world.engine, { role: "district", area: "420702" });
    const firm = await givenMember(world.engine, { role: "enterprise", area: "420703" });
    const record = aTradeRecord({ parties: [firm.partyId], areas: ["420703"], occurredAt: begins });
    await givenRecords(world.engine, record);
    for (const area of ["420703", "420700"])
      expect(await read(district.subject, { area, purpose: "curiosity" })).toMatchObject({ status: 404 });
    expect(await allOf(district.subject, { partyId: firm.partyId, purpose: "curiosity" })).toEqual([]);
    expect(await read(district.subject, { purpose: "curiosity" }, `/records/trades/${record.recordId}`)).toMatchObject({ status: 404 });
  });
});

describe("a cursor", () => {
  async function ofFirm() {
    const firm = await givenMember(world.engine, { role: "enterprise" });
    const auctionId = randomUUID();
    const records = [0, 1, 2, 3].map((second) =>
      aTradeRecord({ parties: [firm.partyId], auctionId, occurredAt: plusSeconds(begins, second) }),
    );
    await givenRecords(world.engine, ...records);
    const first = await read(firm.subject, { limit: "2", order: "oldest" });
    return { firm, auctionId, cursor: cursorOf(first) };
  }
  const refused = { status: 422, body: { errors: [{ pointer: "/query/cursor" }] } };

  it("goes on where it was, with any size of pages", async () => {
    const { firm, cursor } = await ofFirm();
    const rest = await read(firm.subject, { limit: "50", order: "oldest", cursor });
    expect(idsOf(rest)).toHaveLength(2);
    expect(rest.body).not.toHaveProperty("nextCursor");
  });

  it("of another query is refused: another range, order, value or area, or another list", async () => {
    const { firm, auctionId, cursor } = await ofFirm();
    for (const query of [
      { order: "newest" },
      { order: "oldest", from: begins },
      { order: "oldest", before: ends },
      { order: "oldest", kind: "award" },
      { order: "oldest", auctionId },
      { order: "oldest", area: "420704" },
      { auctionId, leastPrice: "1" },
    ])
      expect(await read(firm.subject, { ...query, cursor })).toMatchObject(refused);
    for (const path of ["/records/public-trades", "/records/facts"])
      expect(await read(firm.subject, { cursor }, path)).toMatchObject(refused);
  });

  it("of another person is refused, and so is one that was made up or changed", async () => {
    const { firm, cursor } = await ofFirm();
    const colleague = await givenMember(world.engine, { role: "enterprise", party: { partyId: firm.partyId } });
    const stranger = await givenMember(world.engine, { role: "enterprise" });
    for (const { subject } of [colleague, stranger]) expect(await read(subject, { order: "oldest", cursor })).toMatchObject(refused);
    const parts: unknown[] = JSON.parse(Buffer.from(cursor, "base64url").toString());
    const changed = (...of: unknown[]) => Buffer.from(JSON.stringify(of)).toString("base64url");
    const [tag, , , inner] = parts;
    for (const made of [
      "x",
      `${cursor}=`,
      changed(tag),
      changed(tag, "", "", ""),
      changed(tag, "", "", "x"),
      changed(tag, 1, "", inner),
      changed(tag, "\ud800", "", inner),
    ])
      expect(await read(firm.subject, { order: "oldest", cursor: made })).toMatchObject(refused);
  });
});

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { archiveColumns } from "../../../../../functions/records/archive/columns.ts";
import { type ArchiveQuery, archiveQueries, sqlOf } from "../../../../../functions/records/archive/queries.ts";
import { blockObject } from "../../../../../functions/records/sealing/block-object.ts";
import { averagePrice } from "../../../../../functions/records/statistics/average-price.ts";
import { cellsWith, detailsWith } from "../../../../../functions/records/statistics/fold.ts";
import type { Cell } from "../../../../../functions/records/statistics/shapes.ts";
import { type Decimal, decimal } from "../../../../../shared/kernel/decimal.ts";
import { required } from "../../../../../shared/kernel/invariant.ts";
import { type ChainEnd, genesis, nextBlock, type ToSeal } from "../../../../../shared/records/chain.ts";
import { recordHashOf, recordKeyOf } from "../../../../../shared/records/record-hash.ts";
import { type TradeRecord, tradeRecord } from "../../../../../shared/records/trade-record.ts";
import { type AnswerRow, type ArchiveDatabase, archiveDatabase } from "../../../../support/archive-database.ts";

type Party = TradeRecord["parties"][number];

const codes = ["91420700A", "91420700B", "91420700C"];
const someParty = (role: Party["role"]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...codes).chain((code) => partyNamed(role, code)) },
    // A natural person has no code, and nobody else an account.
    { weight: 1, arbitrary: fc.constantFrom("甲", "乙").map((name): Party => ({ role, name })) },
  );
const partyNamed = (role: Party["role"], code: string) =>
  fc.constantFrom("", "（更名）").map((more): Party => ({ role, partyId: `party-${code}`, name: `企业${code}${more}`, creditCode: code }));

const kinds = [
  { kind: "award", series: "auction" },
  { kind: "award", series: "associates" },
  { kind: "allocation", series: "allocation" },
  { kind: "transfer", series: "agreement" },
  // Held, not traded: it never counts as turnover.
  { kind: "forfeiture", series: undefined },
  { kind: "pledge", series: undefined },
] as const;
const days = ["2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01"];

/** A decimal with so many digits after the point, sometimes large. */
const decimalText = (digits: number) =>
  fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 999_999_999_999 })).map((units) =>
    decimal(String(units))
      .div(10 ** digits)
      .toString(),
  );

const trade = fc
  .record({
    of: fc.constantFrom(...kinds),
    day: fc.constantFrom(...days),
    second: fc.integer({ min: 0, max: 57_599 }),
    pollutant: fc.constantFrom("SO2", "NOX"),
    instrument: fc.constantFrom("SO2/one", "SO2/two", "NOX/one"),
    quantity: decimalText(3),
    amount: decimalText(2),
    years: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
    buyer: someParty("buyer"),
    seller: someParty("seller"),
    auctionId: fc.constantFrom("auction-1", "auction-2", undefined),
    late: fc.boolean(),
    /** Whether it is taken back, and on which later day. */
    reversal: fc.option(fc.constantFrom(...days), { nil: undefined }),
  })
  .map(({ buyer, seller, of, ...rest }) => ({ ...rest, ...of, parties: of.series === undefined ? [buyer] : [buyer, seller] }));

/** A record, whether it comes late, and what takes it back. */
interface Recorded {
  readonly record: TradeRecord;
  readonly late: boolean;
}

function recordedOf(trades: readonly (typeof trade extends fc.Arbitrary<infer Of> ? Of : never)[]): readonly Recorded[] {
  return trades.flatMap(({ late, reversal, day, second, years, series, auctionId, ...rest }, position) => {
    // Of an instant of the day in Shanghai, which begins eight hours before that of UTC.
    const at = (of: string, more: number): string => new Date(Date.parse(`${of}T00:00:00+08:00`) + (second + more) * 1000).toISOString();
    const recordId = `fact-${position}`;
    const record = tradeRecord.parse({
      ...{ recordId, schemaVersion: 1, occurredAt: at(day, 0), day, areas: ["420700"] },
      source: { factId: recordId, factType: "award-settled", factVersion: 1 },
      ...rest,
      ...(years !== undefined && { years }),
      ...(series !== undefined && { series }),
      ...(auctionId !== undefined && { auctionId }),
    });
    if (reversal === undefined || reversal < day) return [{ record, late }];
    const back = tradeRecord.parse({
      ...record,
      ...{ recordId: `${recordId}-back`, reverses: recordId, occurredAt: at(reversal, 1), day: reversal },
      source: { ...record.source, factId: `${recordId}-back` },
      ...{ quantity: `-${record.quantity}`, amount: `-${record.amount}` },
    });
    return [
      { record, late },
      { record: back, late: false },
    ];
  });
}

/** The objects of blocks of these records: of one day each, and of a few records, so that there are several. */
function objectsOf(recorded: readonly Recorded[]) {
  let end: ChainEnd = genesis;
  return [...Map.groupBy(recorded, ({ record }) => record.day)].flatMap(([day, ofDay]) => {
    const sorted = [...ofDay].sort((one, other) => (recordKeyOf(one.record) < recordKeyOf(other.record) ? -1 : 1));
    const blocks = Array.from({ length: Math.ceil(sorted.length / 3) }, (_, n) => sorted.slice(n * 3, n * 3 + 3));
    return blocks.map((some) => {
      const [first, ...others] = some.map(
        ({ record, late }): ToSeal => ({
          ...{ key: recordKeyOf(record), hash: recordHashOf(record), day, areas: record.areas },
          ...(late && { late: true }),
        }),
      );
      const block = nextBlock(end, [required(first, "entry"), ...others], `${day}T23:00:00.000Z`);
      end = block.header;
      return blockObject(
        block,
        some.map(({ record }) => record),
      );
    });
  });
}

function queryNamed(name: string): ArchiveQuery {
  return required(
    archiveQueries.find((query) => query.name === name),
    name,
  );
}

/** The cells of some records as the statistics of the API count them. */
function cellsOf(records: readonly TradeRecord[]): readonly Cell[] {
  const traded = records.filter(({ series }) => series !== undefined);
  return cellsWith([], traded, detailsWith({ details: [], volumes: new Map() }, traded).details);
}

const fixed = (value: string | Decimal, digits: number): string => decimal(String(value)).toFixed(digits);
const first = "2026-02-01";
const last = "2026-03-01";
const within = ({ day }: TradeRecord): boolean => day >= first && day <= last;
const named = <Row extends object>(rows: readonly Row[], ...members: readonly (keyof Row)[]): readonly Row[] =>
  [...rows].sort((one, other) => {
    const member = members.find((each) => one[each] !== other[each]);
    return member !== undefined && String(one[member]) < String(other[member]) ? -1 : 1;
  });

describe("the queries of the archive", () => {
  // Many trades at once: a database for each run would take most of the time.
  const recorded = recordedOf(fc.sample(trade, { seed: 13, numRuns: 400 }));
  const records = recorded.map(({ record }) => record);
  const inRange = records.filter(within);
  let database: ArchiveDatabase;
  beforeAll(async () => {
    database = await archiveDatabase(objectsOf(recorded));
  });
  afterAll(() => database.close());

  const ask = (name: string, ...more: readonly string[]): Promise<readonly AnswerRow[]> =>
    database.ask(queryNamed(name), first, last, ...more);

  it("find every record of every object, once and as it is, in the partition of its day", async () => {
    const rows = await database.sql("SELECT recordId, day, parties[1].name AS name, source.factId AS factId, areas FROM trade_records");
    expect(named(rows, "recordId")).toEqual(
      named(
        records.map(({ recordId, day, parties: [party], source: { factId }, areas }) => ({
          recordId,
          day,
          name: party?.name,
          factId,
          areas,
        })),
        "recordId",
      ),
    );
    expect(rows.length).toBeGreaterThan(400);
  });

  it("turnover equals the totals of the statistics, for each month and pollutant, to the digit", async () => {
    const months = Map.groupBy(inRange, ({ day, pollutant }) => `${day.slice(0, 7)} ${pollutant}`);
    const expected = [...months].flatMap(([name, ofMonth]) => {
      const [month, pollutant] = name.split(" ");
      return cellsOf(ofMonth).map(({ kind, series, records: trades, quantity, amount }) => ({
        ...{ month, pollutant, kind, series, trades: String(trades), quantity: fixed(quantity, 3), amount: fixed(amount, 2) },
      }));
    });
    const rows = await ask("turnover");
    expect(named(rows, "month", "pollutant", "kind", "series")).toEqual(named(expected, "month", "pollutant", "kind", "series"));
    expect(rows.some(({ kind }) => kind === "forfeiture" || kind === "pledge")).toBe(false);
  });

  it("average prices equal those of the statistics: two decimals, half up, none where nothing is left", async () => {
    const expected = [...Map.groupBy(inRange, ({ instrument }) => instrument)].flatMap(([instrument, some]) =>
      cellsOf(some).map(({ kind, series, records: trades, quantity, amount, tonneYears }) => ({
        ...{ instrument, kind, series, trades: String(trades), quantity: fixed(quantity, 3), amount: fixed(amount, 2) },
        average: averagePrice(decimal(amount), decimal(tonneYears)),
      })),
    );
    expect(named(await ask("average-prices"), "instrument", "kind", "series")).toEqual(named(expected, "instrument", "kind", "series"));
    expect(expected.length).toBeGreaterThan(8);
  });

  it("concentration equals that of the statistics: largest shares and the index of each side", async () => {
    const expected = [...Map.groupBy(inRange, ({ instrument }) => instrument)].flatMap(([instrument, some]) =>
      cellsOf(some).flatMap(({ kind, series, buyers, sellers }) =>
        Object.entries({ buyers, sellers }).flatMap(([side, of]) =>
          of
            ? {
                ...{ instrument, kind, series, side, parties: String(of.parties), largest_share: of.largest.share, hhi: String(of.hhi) },
                ...{ largest_name: of.largest.name, largest_code: of.largest.creditCode ?? `name=${of.largest.name}` },
              }
            : [],
        ),
      ),
    );
    expect(named(await ask("concentration"), "instrument", "kind", "series", "side")).toEqual(
      named(expected, "instrument", "kind", "series", "side"),
    );
    expect(expected.length).toBeGreaterThan(16);
  });

  it("trades of a party are all records in which it has a part, with that part", async () => {
    for (const creditCode of codes) {
      const expected = inRange.flatMap((record) =>
        record.parties
          .filter((party) => party.creditCode === creditCode)
          .map(({ role, name }) => ({
            occurredAt: record.occurredAt,
            recordId: record.recordId,
            role,
            name,
            series: record.series ?? null,
          })),
      );
      const rows = await ask("trades-of-party", creditCode);
      const shown = rows.map(({ occurredAt, recordId, role, name, series }) => ({ occurredAt, recordId, role, name, series }));
      expect(shown).toEqual(named(expected, "occurredAt", "recordId", "role"));
      expect(shown.length).toBeGreaterThan(20);
    }
    expect(await ask("trades-of-party", "' OR 1 = 1 --")).toEqual([]);
  });

  it("records of an auction are all that name it, in order, with the block that sealed each", async () => {
    const expected = named(
      inRange.filter(({ auctionId }) => auctionId === "auction-1"),
      "occurredAt",
      "recordId",
    ).map(({ recordId, quantity = "", amount = "" }) => [recordId, fixed(quantity, 3), fixed(amount, 2)]);
    const rows = await ask("records-of-auction", "auction-1");
    expect(rows.map(({ recordId, quantity, amount }) => [recordId, quantity, amount])).toEqual(expected);
    expect(rows.every(({ block }) => Number(block) > 0)).toBe(true);
  });

  it("late records are those that were sealed late, and no others", async () => {
    const late = recorded.filter((each) => each.late && within(each.record)).map(({ record: { recordId } }) => recordId);
    expect((await ask("late-records")).map(({ recordId }) => recordId).sort()).toEqual(late.sort());
    expect(late.length).toBeGreaterThan(50);
  });

  it("reversals name what they take back, of an earlier day too, and whether both add up to nothing", async () => {
    const byId = new Map(records.map((record) => [record.recordId, record]));
    const expected = named(
      inRange.filter(({ reverses }) => reverses !== undefined),
      "occurredAt",
      "recordId",
    ).map(({ recordId, reverses = "" }) => ({ recordId, reverses, of: byId.get(reverses)?.occurredAt, balanced: true }));
    const rows = await ask("reversals");
    expect(rows.map(({ recordId, reverses, reversedOccurredAt: of, balanced }) => ({ recordId, reverses, of, balanced }))).toEqual(
      expected,
    );
    expect(expected.some(({ reverses }) => (byId.get(reverses)?.day ?? "") < first)).toBe(true);
  });

  it("show a reversal that takes back another figure, or a record that is not there", async () => {
    const [one] = recordedOf(fc.sample(trade, { seed: 1, numRuns: 1 }));
    const { record } = required(one, "record");
    const taking = (recordId: string, reverses: string, amount: string): Recorded => ({
      record: tradeRecord.parse({ ...record, recordId, reverses, quantity: `-${record.quantity}`, amount }),
      late: false,
    });
    const wrong = [taking("wrong", record.recordId, "-0.01"), taking("of-none", "no-record", `-${record.amount}`)];
    const small = await archiveDatabase(objectsOf([{ record, late: false }, ...wrong]));
    const rows = await small.ask(queryNamed("reversals"), record.day, record.day);
    expect(rows.map(({ recordId, balanced }) => [recordId, balanced])).toEqual([
      ["of-none", false],
      ["wrong", false],
    ]);
    small.close();
  });

  it("60 and 40 per cent are an index of 5200", async () => {
    const share = (creditCode: string, quantity: string): Recorded => {
      const recordId = `of-${creditCode}`;
      const parties = [{ role: "buyer", name: creditCode, creditCode }];
      const made = { recordId, schemaVersion: 1, kind: "award", series: "auction", occurredAt: `${first}T00:00:00.000Z`, day: first };
      const source = { factId: recordId, factType: "award-settled", factVersion: 1 };
      const record = tradeRecord.parse({ ...made, source, areas: [], parties, instrument: "one", quantity, years: 1, amount: "1" });
      return { record, late: false };
    };
    const small = await archiveDatabase(objectsOf([share("60", "0.6"), share("40", "0.4")]));
    const [row] = await small.ask(queryNamed("concentration"), first, last);
    expect(row).toMatchObject({ side: "buyers", parties: "2", largest_code: "60", largest_share: "60.00", hhi: "5200" });
    small.close();
  });

  it("cast every figure to a decimal, name no engine, and have a parameter for each mark", () => {
    for (const query of archiveQueries) {
      const statement = sqlOf(query).replace(/^--.*$/gm, "");
      expect(statement).not.toMatch(/double|float|real|read_json|athena|duckdb/i);
      expect(statement.match(/\?/g) ?? []).toHaveLength(query.parameters.length);
      expect(statement).toMatch(/day BETWEEN \? AND \?/);
    }
  });
});

describe("the columns of the archive", () => {
  it("are the members of a record, the block and whether it came late; the day is the partition", () => {
    const members = Object.keys(tradeRecord.shape).filter((name) => name !== "day");
    expect(archiveColumns.map(({ name }) => name)).toEqual([...members, "block", "late"]);
    const typeOf = (wanted: string) => archiveColumns.find(({ name }) => name === wanted)?.type;
    expect([typeOf("quantity"), typeOf("years"), typeOf("late"), typeOf("areas")]).toEqual([
      "text",
      "whole number",
      "yes or no",
      { listOf: "text" },
    ]);
    expect(typeOf("parties")).toEqual({
      listOf: { fields: ["role", "partyId", "name", "creditCode"].map((name) => ({ name, type: "text" })) },
    });
  });
});

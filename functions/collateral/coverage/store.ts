import { dueIndex, listingIndex } from "../../../shared/deployment/indexes.ts";
import { areasAround } from "../../../shared/kernel/areas.ts";
import { endOfMonth, monthOf, type PlainDate, startOfDay } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { Decimal, plain, zero } from "../../../shared/kernel/decimal.ts";
import { stripeOf } from "../../../shared/kernel/ids.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { type Item, type Key, keyOf, type PageRequest } from "../../../shared/store/client.ts";
import {
  decimalNumber,
  decimalText,
  integer,
  json,
  money,
  oneOf,
  optional,
  type RowOf,
  rowCodec,
  text,
  texts,
} from "../../../shared/store/codec.ts";
import { dueAs, listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { BaselinePrice } from "../../../shared/valuation/baseline-price.ts";
import { type Pledge, pledgeRow, type Thresholds } from "../pledges/rows.ts";
import type { PositionName } from "../register/rows.ts";
import { type CollateralStore, collateralStore } from "../store.ts";
import { type CoveredPosition, positionKey } from "./covered-position.ts";
import type { CureStated } from "./cure.ts";
import { type CoverageState, coverageStates, type StandingState, standingStates } from "./vocabulary.ts";

const coverageFields = {
  ...{ pledgeId: text, bankId: text, pledgorId: text, pledgorName: text, areas: texts, contractNumber: text, registrationNumber: text },
  state: oneOf(...coverageStates),
  ratio: optional(decimalText),
  ...{ securedCny: money, valueCny: money, leftCny: money },
  positions: json((value) => value as readonly CoveredPosition[]),
  thresholds: json((value) => value as Thresholds),
  cure: optional(json((value) => value as CureStated)),
  day: text,
  changedAt: text,
  version: integer,
};
/** The coverage of a pledge, as it was last found to be different. */
export type CoverageRow = RowOf<typeof coverageFields>;
const coverageCodec = rowCodec(coverageFields);

const priceFields = {
  ...{ item: text, area: text, period: text, effectiveOn: text, number: integer, priceCny: text },
  pricedMonths: optional(integer),
};
const priceCodec = rowCodec(priceFields);

/** A position on which a pledge stands and whose item has prices. */
const listedCodec = rowCodec({ account: text, instrument: text });

/** A sum of coverages is any number of times the largest amount. */
const total = decimalNumber(2);
const totalCodec = rowCodec({ state: oneOf(...standingStates), pledges: integer, securedCny: total, leftCny: total });
/** Pledges of a bank in one state, and what they secure and have left. */
export interface CoverageTotal {
  readonly state: StandingState;
  readonly pledges: number;
  readonly securedCny: Decimal;
  readonly leftCny: Decimal;
}

/** Stripes of the list of positions that a price values. */
export const pricedStripes = 8;
/** Stripes of a bank's totals: workers that change coverages at once don't wait for each other. */
const totalStripes = 16;
/** Kind of due work: items whose values change by time alone. */
export const coverageTurn = "coverage-turn";

function coverageKey(pledgeId: string): Key {
  return { pk: `coverage#${pledgeId}`, sk: "coverage" };
}
function historyKey(pledgeId: string, version: number): Key {
  return { pk: `coverage-history#${pledgeId}`, sk: String(version).padStart(8, "0") };
}
function totalKey({ bankId, pledgeId }: CoverageRow, state: CoverageState): Key {
  return { pk: `coverage-totals#${bankId}`, sk: `${state}#${stripeOf(pledgeId, totalStripes)}` };
}
function pricesPartition(item: string): string {
  return `prices#${item}`;
}
/** Key of a position in the list of those that an item's price values. */
function pricedKey(item: string, position: PositionName): Key {
  const key = positionKey(position);
  return { pk: pricedPartition(item, stripeOf(key, pricedStripes)), sk: key };
}
function pricedPartition(item: string, stripe: number): string {
  return `priced#${item}#${stripe}`;
}
function turnKey(item: string, sk: string): Key {
  return { pk: `coverage-turn#${item}`, sk };
}
/** The item that a turn is of. */
export function itemOfTurn({ pk }: Key): string {
  return required(pk.split("#")[1], "item of a turn");
}
const ofMonth = "month";

/** The row of a published price. Earlier versions and dates stay: which one counts follows from the day. */
function priceRow({ version: number, ...price }: BaselinePrice): Item {
  const { item, area, period, effectiveOn } = price;
  const sk = `${area}#${effectiveOn}#${String(number).padStart(8, "0")}#${period}`;
  return { ...keyOf({ pk: pricesPartition(item), sk }), ...priceCodec.encode({ ...price, number }) };
}

function decodePrice(item: Item): BaselinePrice {
  const { number: version, pricedMonths, ...price } = priceCodec.decode(item);
  return { ...price, version, ...(pricedMonths !== undefined && { pricedMonths }) };
}

/** Place of a coverage among those of its bank: the worst state first and the lowest ratio first, nothing secured last. */
function placeOf({ state, ratio, pledgeId }: CoverageRow): string {
  return `${rankOf(state)}#${ratio ? ratio.toFixed(4).padStart(25, "0") : "~"}#${pledgeId}`;
}
function rankOf(state: CoverageState): number {
  return coverageStates.indexOf(state);
}

/** Reads and writes of coverage, over the table Collateral. Reads are strongly consistent, except for the list of a bank. */
export function coverageRows(table: Table) {
  return {
    /** The coverage of a pledge. */
    coverage: (pledgeId: string) => table.read(coverageKey(pledgeId), coverageCodec.decode),
    /** The coverages of several pledges, a hundred at most, unordered. */
    coveragesAt: (pledgeIds: readonly string[]) => table.readMany(pledgeIds.map(coverageKey), coverageCodec.decode),
    /** Everything that the coverage of a pledge ever was, newest first. */
    coverageHistory: (pledgeId: string, request: PageRequest) =>
      table.page({ partition: historyKey(pledgeId, 0).pk, descending: true, ...request }, coverageCodec.decode),
    /** Coverages of a bank's registered pledges, the worst first; `state` narrows them. */
    coveragesOfBank: (bankId: string, state: CoverageState | undefined, request: PageRequest) =>
      table.page(
        { index: listingIndex, partition: `coverage#${bankId}`, ...(state && { prefix: `${rankOf(state)}#` }), ...request },
        coverageCodec.decode,
      ),
    /** Totals of a bank by state, the worst first, in one query. */
    async coverageTotals(bankId: string): Promise<CoverageTotal[]> {
      const { items } = await table.page({ partition: `coverage-totals#${bankId}`, limit: 1000 }, totalCodec.decode);
      return standingStates.map((state) => {
        const some = items.filter((each) => each.state === state);
        const sumOf = (member: "securedCny" | "leftCny") => some.reduce((sum, each) => sum.plus(each[member]), zero);
        return {
          state,
          pledges: some.reduce((sum, { pledges }) => sum + pledges, 0),
          securedCny: sumOf("securedCny"),
          leftCny: sumOf("leftCny"),
        };
      });
    },
    /** Puts a new coverage (version 1) or its next version, keeps it for good and counts it; `stale` if another change came first. */
    coveragePut(before: CoverageRow | undefined, row: CoverageRow): WriteFragment<never>[] {
      const encoded = coverageCodec.encode(row);
      const listed = row.state !== "ended" && listedAs(`coverage#${row.bankId}`, placeOf(row));
      return [
        table.putVersion(coverageKey(row.pledgeId), { ...encoded, ...listed }, row.version),
        table.put(historyKey(row.pledgeId, row.version), encoded),
        ...counted(table.name, before, row),
      ];
    },
    /** Keeps a published price: rewriting it writes the same bytes. */
    coveragePricePut: (price: BaselinePrice) => table.putAll([priceRow(price)]),
    /** Prices that may be in force for an area on a day: of each area around it the latest, one row each. */
    async coveragePrices(item: string, area: string, day: PlainDate): Promise<BaselinePrice[]> {
      const latest = async (of: string): Promise<BaselinePrice[]> => {
        const range = { from: `${of}#`, to: `${of}#${day}#~`, descending: true, limit: 1 };
        return (await table.page({ partition: pricesPartition(item), ...range }, decodePrice)).items;
      };
      return (await Promise.all(areasAround(area).map(latest))).flat();
    },
    /** A page of the positions of a stripe that an item's price values. */
    pricedPositions: (item: string, stripe: number, request: PageRequest) =>
      table.page({ partition: pricedPartition(item, stripe), ...request }, listedCodec.decode),
    /** Whether a position is in the list of those that an item's price values. */
    async isPriced(item: string, position: PositionName): Promise<boolean> {
      return (await table.read(pricedKey(item, position), () => true)) === true;
    },
    /** Puts a position into that list, or takes it out. */
    pricedWrite: (item: string, { account, instrument }: PositionName, listed: boolean): WriteFragment<never> => {
      const key = pricedKey(item, { account, instrument });
      return listed ? table.put(key, listedCodec.encode({ account, instrument })) : table.remove(key);
    },
    /** Makes the values of an item due when the next month begins, where they are not yet: `done` if they are. */
    monthTurnBegun: (item: string, at: Instant): WriteFragment<never> =>
      table.putNew(turnKey(item, ofMonth), dueAs(coverageTurn, item, endOfMonth(monthOf(at))), "done"),
    /** Makes the values of an item due on the day from which a price counts. */
    priceTurn: (item: string, effectiveOn: PlainDate): WriteFragment<never> => {
      const sk = `price#${effectiveOn}`;
      return table.put(turnKey(item, sk), dueAs(coverageTurn, `${item}#${sk}`, startOfDay(effectiveOn)));
    },
    /** What a turn leaves once its pages are asked for: the turn of the next month, or nothing. */
    turnDone: (key: Key, at: Instant): WriteFragment<never> =>
      key.sk === ofMonth ? table.put(key, dueAs(coverageTurn, itemOfTurn(key), endOfMonth(monthOf(at)))) : table.remove(key),
    /** The versions of a pledge from an instant on, in their order. */
    pledgeVersionsFrom: (pledgeId: string, at: Instant): AsyncGenerator<Pledge> =>
      table.all({ partition: `pledge-versions#${pledgeId}`, from: `${at}#` }, pledgeVersion),
    /** When a turn is due; undefined once it is done. */
    turnDue: (key: Key): Promise<string | undefined> => table.read(key, (item) => item[dueIndex.sort]?.S),
  };
}

function pledgeVersion(item: Item): Pledge {
  const { terms, ...row } = pledgeRow.decode(item);
  return { ...terms, ...row };
}

/** The changes of a bank's totals that come with a coverage: what it was leaves the sums of its state, what it is joins them. */
function counted(name: string, before: CoverageRow | undefined, after: CoverageRow): WriteFragment<never>[] {
  const changes = [...(before ? [{ row: before, sign: -1 }] : []), { row: after, sign: 1 }].filter(({ row }) => row.state !== "ended");
  const bySum = Map.groupBy(changes, ({ row }) => totalKey(row, row.state).sk);
  return [...bySum.values()].flatMap((some) => {
    const { row } = required(some[0], "a change of a sum");
    const sumOf = (of: (each: CoverageRow) => Decimal) => some.reduce((sum, each) => sum.plus(of(each.row).mul(each.sign)), zero);
    return [
      addToTotal(name, row, {
        pledges: sumOf(() => new Decimal(1)),
        securedCny: sumOf((each) => each.securedCny),
        leftCny: sumOf((each) => each.leftCny),
      }),
    ];
  });
}

/** Adds to a sum that others may add to at the same time. */
function addToTotal(
  name: string,
  row: CoverageRow,
  sums: Readonly<Record<"pledges" | "securedCny" | "leftCny", Decimal>>,
): WriteFragment<never> {
  return {
    write: {
      Update: {
        TableName: name,
        Key: keyOf(totalKey(row, row.state)),
        UpdateExpression: "SET #state = :state ADD pledges :pledges, securedCny :securedCny, leftCny :leftCny",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: {
          ":state": { S: row.state },
          ...Object.fromEntries(Object.entries(sums).map(([member, value]) => [`:${member}`, { N: plain(value) }])),
        },
      },
    },
  };
}

/** The table of collateral with the rows of coverage. */
export type CoverageStore = CollateralStore & ReturnType<typeof coverageRows>;

/** Reads and writes of collateral and of coverage. */
export function coverageStore(table: Table): CoverageStore {
  return { ...collateralStore(table), ...coverageRows(table) };
}

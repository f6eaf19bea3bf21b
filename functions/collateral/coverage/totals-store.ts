import { Decimal, plain, zero } from "../../../shared/kernel/decimal.ts";
import { stripeOf } from "../../../shared/kernel/ids.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { type Key, keyOf } from "../../../shared/store/client.ts";
import { decimalNumber, integer, oneOf, rowCodec } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { type CoverageState, type StandingState, standingStates } from "./vocabulary.ts";

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

/** What of a coverage is summed. */
export interface SummedCoverage extends Readonly<Record<"bankId" | "pledgeId", string>> {
  readonly state: CoverageState;
  readonly securedCny: Decimal;
  readonly leftCny: Decimal;
}

/** Stripes of a bank's totals: workers that change coverages at once don't wait for each other. */
const totalStripes = 16;

function totalKey({ bankId, pledgeId }: SummedCoverage, state: CoverageState): Key {
  return { pk: `coverage-totals#${bankId}`, sk: `${state}#${stripeOf(pledgeId, totalStripes)}` };
}

/** Reads of a bank's totals, over the table Collateral; strongly consistent. */
export function totalsRows(table: Pick<Table, "page">) {
  return {
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
  };
}

/** The changes of a bank's totals that come with a coverage: what it was leaves the sums of its state, what it is joins them. */
export function counted(name: string, before: SummedCoverage | undefined, after: SummedCoverage): WriteFragment<never>[] {
  const changes = [...(before ? [{ row: before, sign: -1 }] : []), { row: after, sign: 1 }].filter(({ row }) => row.state !== "ended");
  const bySum = Map.groupBy(changes, ({ row }) => totalKey(row, row.state).sk);
  return [...bySum.values()].flatMap((some) => {
    const { row } = required(some[0], "a change of a sum");
    const sumOf = (of: (each: SummedCoverage) => Decimal) => some.reduce((sum, each) => sum.plus(of(each.row).mul(each.sign)), zero);
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
  row: SummedCoverage,
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

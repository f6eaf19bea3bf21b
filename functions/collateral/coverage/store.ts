import { listingIndex } from "../../../shared/deployment/indexes.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import type { Item, Key, PageRequest } from "../../../shared/store/client.ts";
import { decimalText, integer, json, money, oneOf, optional, type RowOf, rowCodec, text, texts } from "../../../shared/store/codec.ts";
import { listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { type Pledge, pledgeRow, type Thresholds } from "../pledges/rows.ts";
import { type CollateralStore, collateralStore } from "../store.ts";
import type { CoveredPosition } from "./covered-position.ts";
import type { CureStated } from "./cure.ts";
import { pricedRows } from "./priced-store.ts";
import { counted, totalsRows } from "./totals-store.ts";
import { type CoverageState, coverageStates } from "./vocabulary.ts";

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

function coverageKey(pledgeId: string): Key {
  return { pk: `coverage#${pledgeId}`, sk: "coverage" };
}
function historyKey(pledgeId: string, version: number): Key {
  return { pk: `coverage-history#${pledgeId}`, sk: String(version).padStart(8, "0") };
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
    ...totalsRows(table),
    ...pricedRows(table),
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
    /** The versions of a pledge from an instant on, in their order. */
    pledgeVersionsFrom: (pledgeId: string, at: Instant): AsyncGenerator<Pledge> =>
      table.all({ partition: `pledge-versions#${pledgeId}`, from: `${at}#` }, pledgeVersion),
  };
}

function pledgeVersion(item: Item): Pledge {
  const { terms, ...row } = pledgeRow.decode(item);
  return { ...terms, ...row };
}

/** The table of collateral with the rows of coverage. */
export type CoverageStore = CollateralStore & ReturnType<typeof coverageRows>;

/** Reads and writes of collateral and of coverage. */
export function coverageStore(table: Table): CoverageStore {
  return { ...collateralStore(table), ...coverageRows(table) };
}

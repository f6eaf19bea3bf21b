import { type Decimal, decimal, plain, zero } from "../../../shared/kernel/decimal.ts";
import { recordKeyOf } from "../../../shared/records/record-hash.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import { concentrationOf } from "./concentration.ts";
import { edgesWith, figuresOf } from "./edges.ts";
import type { Cell, Detail, PartyVolume } from "./shapes.ts";

/** Roles of the two sides of a trade. */
const sides = { buyers: ["buyer", "recipient"], sellers: ["seller"] } as const satisfies Record<string, readonly string[]>;

/** What tells a cell from others of its aggregate. */
function cellName({ kind, series = "" }: Pick<Cell, "kind" | "series">): string {
  return `${kind}/${series}`;
}

/**
 * The details of an aggregate with more records: prices and volumes of trades. Neither the order of records nor how they are divided over
 * calls changes the result.
 */
export function detailsWith(details: readonly Detail[], records: readonly TradeRecord[]): readonly Detail[] {
  return folded(
    details,
    records.filter(({ series }) => series !== undefined),
    (detail, { kind, series = "" }, some) => ({
      ...{ kind, series, edges: edgesWith(detail?.edges, some) },
      reversed: [...new Set([...(detail?.reversed ?? []), ...some.flatMap(({ reverses }) => reverses ?? [])])].sort(),
      buyers: volumesWith(detail?.buyers ?? {}, some, sides.buyers),
      sellers: volumesWith(detail?.sellers ?? {}, some, sides.sellers),
    }),
  );
}

/** The cells of an aggregate with more records; prices and concentration follow from its details, where it has some. */
export function cellsWith(cells: readonly Cell[], records: readonly TradeRecord[], details: readonly Detail[]): readonly Cell[] {
  const byName = new Map(details.map((detail) => [cellName(detail), detail]));
  return folded(cells, records, (cell, of, some) => {
    const detail = byName.get(cellName(of));
    const buyers = detail && concentrationOf(detail.buyers);
    const sellers = detail && concentrationOf(detail.sellers);
    return {
      kind: of.kind,
      ...(of.series !== undefined && { series: of.series }),
      records: some.reduce((total, { reverses }) => total + (reverses === undefined ? 1 : -1), cell?.records ?? 0),
      ...sumsWith(cell, some),
      ...(detail && figuresOf(detail)),
      ...(buyers && { buyers }),
      ...(sellers && { sellers }),
    };
  });
}

/** Sums of what records say: those of reversals are below zero. A price for the whole has no years. */
function sumsWith(cell: Cell | undefined, records: readonly TradeRecord[]): Pick<Cell, "quantity" | "tonneYears" | "amount"> {
  let [quantity, tonneYears, amount] = [decimal(cell?.quantity ?? "0"), decimal(cell?.tonneYears ?? "0"), decimal(cell?.amount ?? "0")];
  for (const record of records) {
    const traded = decimal(record.quantity ?? "0");
    quantity = quantity.plus(traded);
    tonneYears = tonneYears.plus(tonneYearsOf(record));
    amount = amount.plus(decimal(record.amount ?? "0"));
  }
  return { quantity: plain(quantity), tonneYears: plain(tonneYears), amount: plain(amount) };
}

const monthsOfYear = 12;
/** Decimal places of tonne-years of single months: rounded for each record, so that sums don't depend on how records are grouped. */
const placesOfMonths = 12;

/** Quantity times years; a price for a part of a term counts its months, and one for the whole has neither. */
function tonneYearsOf({ quantity = "0", years, months }: TradeRecord): Decimal {
  if (months === undefined) return decimal(quantity).times(years ?? 1);
  return decimal(quantity).times(months).div(monthsOfYear).toDecimalPlaces(placesOfMonths);
}

/** Volumes by party with those of more records; a party keeps the name of its last record. */
function volumesWith(
  volumes: Readonly<Record<string, PartyVolume>>,
  records: readonly TradeRecord[],
  roles: readonly string[],
): Record<string, PartyVolume> {
  const next = new Map(Object.entries(volumes));
  for (const record of records) {
    for (const { partyId, name, creditCode, role } of record.parties) {
      if (!roles.includes(role)) continue;
      const party = creditCode ?? partyId ?? `name=${name}`;
      const before = next.get(party);
      const quantity = plain((before ? decimal(before.quantity) : zero).plus(decimal(record.quantity ?? "0")));
      const key = recordKeyOf(record);
      const named = before && before.key > key ? before : { name, key, ...(creditCode !== undefined && { creditCode }) };
      next.set(party, { ...named, quantity });
    }
  }
  return Object.fromEntries(next);
}

/** Rows by kind and series, in the order of their names, each folded with its records; those without new records stay. */
function folded<Row extends { readonly kind: string; readonly series?: string | undefined }>(
  rows: readonly Row[],
  records: readonly TradeRecord[],
  fold: (row: Row | undefined, of: Pick<TradeRecord, "kind" | "series">, records: readonly TradeRecord[]) => Row,
): readonly Row[] {
  const byName = new Map(rows.map((row) => [cellName(row), row]));
  for (const [name, some] of Map.groupBy(records, cellName)) {
    const [first] = some;
    if (first) byName.set(name, fold(byName.get(name), first, some));
  }
  return [...byName].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}

import { type Decimal, decimal, plain, zero } from "../../../shared/kernel/decimal.ts";
import { stripeOf } from "../../../shared/kernel/ids.ts";
import { recordKeyOf } from "../../../shared/records/record-hash.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import { concentrationOf, spreadOf } from "./concentration.ts";
import { edgesWith, figuresOf } from "./edges.ts";
import type { Cell, Detail, PartyVolume, Spread, Volumes } from "./shapes.ts";

/** Roles of the two sides of a trade. */
const sides = { buyers: ["buyer", "recipient"], sellers: ["seller"] } as const satisfies Record<string, readonly string[]>;

/** What tells a cell from others of its aggregate. */
function cellName({ kind, series = "" }: Pick<Cell, "kind" | "series">): string {
  return `${kind}/${series}`;
}

/** Shares of the parties of an aggregate: the volumes of each are a row of their own, so that ten thousand parties fit. */
const shares = 16;

/** Volumes of parties by the share that they are in. */
export type VolumesByShare = ReadonlyMap<number, readonly Volumes[]>;

/** The name of a party in volumes: its credit code, else what it is known by. */
function nameIn({ creditCode, partyId, name }: TradeRecord["parties"][number]): string {
  return creditCode ?? partyId ?? `name=${name}`;
}

/** Trades: records that count in a series. */
function tradesAmong(records: readonly TradeRecord[]): readonly TradeRecord[] {
  return records.filter(({ series }) => series !== undefined);
}

/** The shares whose volumes some records change. */
export function sharesOf(records: readonly TradeRecord[]): readonly number[] {
  const roles: readonly string[] = [...sides.buyers, ...sides.sellers];
  const parties = tradesAmong(records).flatMap((record) => record.parties.filter(({ role }) => roles.includes(role)));
  return [...new Set(parties.map((party) => stripeOf(nameIn(party), shares)))];
}

/** The volumes of a share with those of more records. */
function volumesOfShare(before: readonly Volumes[], records: readonly TradeRecord[], share: number): readonly Volumes[] {
  return folded(before, tradesAmong(records), (of, { kind, series = "" }, some) => ({
    ...{ kind, series },
    buyers: volumesWith(of?.buyers ?? {}, some, sides.buyers, share),
    sellers: volumesWith(of?.sellers ?? {}, some, sides.sellers, share),
  }));
}

/**
 * The details of an aggregate with more records: prices and how volumes of trades are spread, and the volumes of the shares that the records
 * change, of which all before have to be given. Neither the order of records nor how they are divided over calls changes the result.
 */
export function detailsWith(
  before: { readonly details: readonly Detail[]; readonly volumes: VolumesByShare },
  records: readonly TradeRecord[],
): { readonly details: readonly Detail[]; readonly volumes: VolumesByShare } {
  const volumes = new Map(sharesOf(records).map((share) => [share, volumesOfShare(before.volumes.get(share) ?? [], records, share)]));
  const details = folded(before.details, tradesAmong(records), (detail, of, some) => ({
    ...{ kind: of.kind, series: of.series ?? "", edges: edgesWith(detail?.edges, some) },
    reversed: [...new Set([...(detail?.reversed ?? []), ...some.flatMap(({ reverses }) => reverses ?? [])])].sort(),
    buyers: spreadsWith(detail?.buyers ?? {}, volumes, of, "buyers"),
    sellers: spreadsWith(detail?.sellers ?? {}, volumes, of, "sellers"),
  }));
  return { details, volumes };
}

/** How the volumes of each share are spread, where some shares have other volumes now. */
function spreadsWith(
  spreads: Readonly<Record<string, Spread>>,
  volumes: VolumesByShare,
  of: Pick<Cell, "kind" | "series">,
  side: keyof typeof sides,
): Record<string, Spread> {
  const changed = [...volumes].map(([share, rows]) => {
    const row = rows.find((each) => cellName(each) === cellName(of));
    return [String(share), row && spreadOf(row[side])] as const;
  });
  const next = { ...spreads, ...Object.fromEntries(changed) };
  return Object.fromEntries(Object.entries(next).flatMap(([share, spread]) => (spread ? [[share, spread]] : [])));
}

/** The cells of an aggregate with more records; prices and concentration follow from its details, where it has some. */
export function cellsWith(cells: readonly Cell[], records: readonly TradeRecord[], details: readonly Detail[]): readonly Cell[] {
  const byName = new Map(details.map((detail) => [cellName(detail), detail]));
  return folded(cells, records, (cell, of, some) => {
    const detail = byName.get(cellName(of));
    const buyers = detail && concentrationOf(Object.values(detail.buyers));
    const sellers = detail && concentrationOf(Object.values(detail.sellers));
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

/** Volumes by party of a share with those of more records; a party keeps the name of its last record. */
function volumesWith(
  volumes: Readonly<Record<string, PartyVolume>>,
  records: readonly TradeRecord[],
  roles: readonly string[],
  share: number,
): Record<string, PartyVolume> {
  const next = new Map(Object.entries(volumes));
  for (const record of records) {
    for (const each of record.parties) {
      const { name, creditCode, role } = each;
      const party = nameIn(each);
      if (!roles.includes(role) || stripeOf(party, shares) !== share) continue;
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

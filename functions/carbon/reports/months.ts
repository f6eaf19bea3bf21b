import { unitsOf } from "../../../shared/carbon/kinds.ts";
import { type Decimal, plain, sum, zero } from "../../../shared/kernel/decimal.ts";
import { fault } from "./faults.ts";
import type { ReportValues, ValueFault } from "./shapes.ts";
import { amountOf, lineName } from "./value-faults.ts";

/** What monthly storage holds of a kind and direction in one month, in the unit of its factors. */
export interface StoredMonthAmount {
  readonly kind: string;
  readonly direction: "in" | "out";
  readonly amount: Decimal;
}
/** The amounts of each stored month of a year, by `YYYY-MM`: those that stand, with the conservative figures of missed months. */
export type StoredMonths = ReadonlyMap<string, readonly StoredMonthAmount[]>;

/**
 * Lines whose twelve months do not add up to the annual figure, and kinds that months have and the report has not. Nothing is compared
 * where no month was stored: the entity had no plan that asks for it.
 */
export function monthFaults({ lines }: Pick<ReportValues, "lines">, months: StoredMonths): readonly ValueFault[] {
  if (months.size === 0) return [];
  const stored = new Map<string, Decimal>();
  for (const amounts of months.values())
    for (const each of amounts) stored.set(lineName(each), sum([stored.get(lineName(each)) ?? zero, each.amount]));
  const differing = lines.flatMap((line, index) => {
    const [annual, added] = [amountOf(line), stored.get(lineName(line))];
    // A kind that no month has is not under monthly storage.
    if (!annual || !added || annual.eq(added)) return [];
    return [monthFault(`/lines/${index}/amount`, index, line.kind, plain(annual), added)];
  });
  const named = new Set(lines.map(lineName));
  const unreported = [...stored].filter(([name, added]) => !named.has(name) && !added.isZero());
  return [...differing, ...unreported.map(([name, added]) => monthFault("/lines", undefined, name.split(" ")[0] ?? name, "0", added))];
}

function monthFault(pointer: string, index: number | undefined, kind: string, annual: string, added: Decimal): ValueFault {
  const [unit] = unitsOf(kind);
  const total = `${kind} ${plain(added)} ${unit}`;
  return fault("months-differ", {
    ...{ pointer, found: `${annual} ${unit}`, ...(index !== undefined && { index }) },
    ...{ zh: `各月存证之和：${total}`, en: `the sum of the stored months: ${total}` },
  });
}

import { type ActivityKind, type ActivityUnit, type Direction, factorUnitOf, inFactorUnit } from "../../../shared/carbon/kinds.ts";
import { type Decimal, decimal, plain, sum } from "../../../shared/kernel/decimal.ts";
import type { MonthValue } from "./shapes.ts";

/** An amount of an annual report. */
export interface AnnualActivity {
  readonly kind: ActivityKind;
  readonly direction?: Direction | undefined;
  readonly amount: Decimal;
  readonly unit: ActivityUnit;
}

/** A line in which the months of a year do not add up to the annual figure, in the unit of factors. */
export interface MonthsDifference {
  readonly kind: ActivityKind;
  readonly direction: string;
  readonly unit: ActivityUnit;
  readonly months: string;
  readonly annual: string;
  /** Annual figure minus months. */
  readonly difference: string;
}

/** Every kind and direction in which the months of a year do not add up to its report, exactly; none where all do. */
export function monthsDifference(
  months: readonly { readonly values: readonly Pick<MonthValue, "kind" | "direction" | "amount" | "unit">[] }[],
  activities: readonly AnnualActivity[],
): readonly MonthsDifference[] {
  const stored = months.flatMap(({ values }) =>
    values.map(({ kind, direction, amount, unit }) => ({ ...line(kind, direction), amount: inUnit(decimal(amount), unit) })),
  );
  const reported = activities.map(({ kind, direction = "in", amount, unit }) => ({
    ...line(kind, direction),
    amount: inUnit(amount, unit),
  }));
  const names = [...new Set([...reported, ...stored].map(({ name }) => name))];
  return names.flatMap((name) => {
    const [one] = [...reported, ...stored].filter((each) => each.name === name);
    const [inMonths, inYear] = [stored, reported].map((rows) => sum(rows.flatMap((each) => (each.name === name ? [each.amount] : []))));
    if (!one || !inMonths || !inYear || inMonths.eq(inYear)) return [];
    const { kind, direction } = one;
    const amounts = { months: plain(inMonths), annual: plain(inYear), difference: plain(inYear.minus(inMonths)) };
    return [{ kind, direction, unit: factorUnitOf(kind), ...amounts }];
  });
}

function line(kind: string, direction: string) {
  return { name: `${kind} ${direction}`, kind, direction };
}

function inUnit(amount: Decimal, unit: string): Decimal {
  return inFactorUnit(amount, unit as ActivityUnit);
}

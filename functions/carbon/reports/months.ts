import type { ActivityUnit } from "../../../shared/carbon/kinds.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { monthsDifference } from "../months/months-difference.ts";
import type { Month } from "../months/store.ts";
import { fault } from "./faults.ts";
import type { ReportValues, ValueFault } from "./shapes.ts";
import { directionOf, lineName } from "./value-faults.ts";

/** What the months of a year keep from standing in its report: months that are not stored, or lines that they don't add up to. */
export function monthFaults(values: Pick<ReportValues, "lines">, months: readonly Month[]): readonly ValueFault[] {
  return [...unstoredFaults(months), ...differences(values, months)];
}

/** A month without values counts nothing, and one that was returned counts what was found wrong: a report rests on neither. */
function unstoredFaults(months: readonly Month[]): readonly ValueFault[] {
  const expected = {
    zh: "已存证的月份，或按计划取保守值的逾期月份",
    en: "a month that is stored, or missed with the plan's conservative values",
  };
  return months
    .filter(({ state }) => state === "open" || state === "returned")
    .map(({ month, state }) => fault("month-not-stored", { pointer: "", found: `${month} ${state}`, ...expected }));
}

/**
 * Lines whose twelve months do not add up to the annual figure, and kinds that only months or only the report has. Missed months count with
 * the conservative values of the control plan.
 */
function differences({ lines }: Pick<ReportValues, "lines">, months: readonly Month[]): readonly ValueFault[] {
  const annual = lines.map((line) => ({
    ...{ kind: line.kind, direction: directionOf(line), amount: decimal(line.amount) },
    unit: line.unit satisfies ActivityUnit,
  }));
  return monthsDifference(months, annual).map(({ kind, direction, unit, months: added, annual: stated }) => {
    const index = lines.findIndex((line) => lineName(line) === `${kind} ${direction}`);
    return fault("months-differ", {
      ...(index < 0 ? { pointer: "/lines" } : { pointer: `/lines/${index}/amount`, index }),
      ...{ found: `${kind} ${stated} ${unit}`, zh: `各月存证之和：${added} ${unit}`, en: `the sum of the stored months: ${added} ${unit}` },
    });
  });
}

import type { ActivityUnit } from "../../../shared/carbon/kinds.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { monthsDifference } from "../months/months-difference.ts";
import type { Month } from "../months/store.ts";
import { fault } from "./faults.ts";
import type { ReportValues, ValueFault } from "./shapes.ts";
import { directionOf, lineName } from "./value-faults.ts";

/**
 * Lines whose twelve months do not add up to the annual figure, and kinds that only months or only the report has. Missed months count with
 * the conservative values of the control plan.
 */
export function monthFaults({ lines }: Pick<ReportValues, "lines">, months: readonly Pick<Month, "values">[]): readonly ValueFault[] {
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

import { unitsOf } from "../../../shared/carbon/kinds.ts";
import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { Decimal, decimal, plain } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { PlannedActivity } from "../control-plans/shapes.ts";
import type { CarbonRefusal } from "../problems.ts";
import type { MonthValue, StoredValue } from "./shapes.ts";
import { storageSource as source } from "./sources.ts";

/** The values of a month as they are kept, if they are one for every planned activity, in its units and by its meter. */
export function checkValues(
  planned: readonly PlannedActivity[],
  values: readonly StoredValue[],
  { month, today }: { readonly month: string; readonly today: PlainDate },
): Outcome<MonthValue[], CarbonRefusal> {
  const names = (rows: readonly { readonly activity: string }[]) => rows.map(({ activity }) => activity);
  const missing = names(planned).filter((name) => !names(values).includes(name));
  const unknown = names(values).filter((name) => !names(planned).includes(name));
  if (missing.length > 0 || unknown.length > 0) return refuse({ code: "activities-differ", source, missing, unknown });
  const kept: MonthValue[] = [];
  for (const value of values) {
    const { activity, meter, unit, calibratedOn } = value;
    const plan = required(
      planned.find((each) => each.activity === activity),
      `planned activity ${activity}`,
    );
    if (meter !== plan.meter) return refuse({ code: "meter-not-in-plan", source, activity, meter, planned: plan.meter });
    const possible = unitsOf(plan.kind);
    if (!possible.includes(unit)) return refuse({ code: "unit-not-of-activity", source, activity, unit, possible });
    if (calibratedOn > today) return refuse({ code: "calibration-in-future", source, activity, calibratedOn, month });
    kept.push({ ...value, kind: plan.kind, direction: plan.direction, conservative: false });
  }
  return accept(kept);
}

/** Decimals of an annual figure: the months have no more, or no figure would be their sum. */
const mostDecimals = 6;

/** The values that a missed month takes: what the plan says of a month at full load, times its conservative factor, rounded to the safe side. */
export function conservativeValues(planned: readonly PlannedActivity[]): MonthValue[] {
  return planned.map(({ activity, kind, direction, unit, meter, monthlyBasis, conservativeFactor }) => ({
    ...{ activity, kind, direction, unit, meter, conservative: true, attachments: [] },
    amount: plain(
      decimal(monthlyBasis)
        .times(decimal(conservativeFactor))
        .toDecimalPlaces(mostDecimals, direction === "in" ? Decimal.ROUND_UP : Decimal.ROUND_DOWN),
    ),
  }));
}

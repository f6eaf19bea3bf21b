import * as z from "zod";
import { activityKinds, activityUnits, directions, kindRow, unitsOf } from "../../../shared/carbon/kinds.ts";
import { instantOut } from "../../../shared/kernel/fields.ts";
import { message } from "../../../shared/kernel/message.ts";
import { component, count, id, shortText, words } from "../../../shared/kernel/schemas.ts";
import { amountString } from "../amounts.ts";
import { entityYear } from "../shapes.ts";
import { controlPlansLifecycles } from "./lifecycles.ts";

const shareText = message("须为十进制数字符串，小数不超过 4 位", "a decimal string of at most 4 decimals");
const share = z.string().regex(/^(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,4})?$/, shareText);

/** How one activity is measured, by plan. Amounts stay text, as they are stored and stated. */
export const plannedActivity = component("PlannedActivity", {
  activity: id.describe("Name of the activity in the plan, for example `boiler-1`"),
  kind: z.enum(activityKinds).describe("Fuel, energy or other activity"),
  direction: z.enum(directions).describe("`in`: used; `out`: exported or recovered, which counts negatively"),
  unit: z.enum(activityUnits).describe("Unit in which the meter counts"),
  meter: shortText.describe("Number of the meter or scale"),
  sampling: shortText.describe("How and how often it is sampled"),
  measuredBy: shortText.describe("Who measures: the person or unit in charge"),
  monthlyBasis: amountString.describe("What a month at full load takes: a missed month is this, times the conservative factor"),
  conservativeFactor: share.describe("Factor of a missed month: at least 1 for what is used, at most 1 for what goes out"),
  jumpLimit: share.describe("Change against the year before, as a share, above which a report explains it"),
});
/** How one activity is measured. */
export type PlannedActivity = z.output<typeof plannedActivity>;

/** The activities of a plan as input: each name once, in a unit and direction of its kind. */
export const plannedActivities = z
  .array(plannedActivity)
  .min(1)
  .max(40)
  .superRefine((activities, context) => {
    const fault = (index: number, member: keyof PlannedActivity, text: string) =>
      context.addIssue({ code: "custom", path: [index, member], message: text });
    for (const [index, { activity, kind, unit, direction, monthlyBasis }] of activities.entries()) {
      if (activities.findIndex((each) => each.activity === activity) < index)
        fault(index, "activity", message("名称重复", "a name that is given once only"));
      // Nothing times any factor is nothing: a missed month would take what errs on the entity's side.
      if (direction === "in" && /^[0.]+$/.test(monthlyBasis))
        fault(index, "monthlyBasis", message("消耗的满负荷月用量须大于零", "an amount above zero for what is used"));
      const [units, possible] = [unitsOf(kind), kindRow(kind).directions];
      if (!units.includes(unit)) fault(index, "unit", message(`须为以下之一：${units.join("、")}`, `one of ${units.join(", ")}`));
      if (!possible.includes(direction))
        fault(index, "direction", message(`须为以下之一：${possible.join("、")}`, `one of ${possible.join(", ")}`));
    }
  })
  .describe("Every activity that the entity measures");

/** A version of a plan as facts state it. */
export const planStated = {
  ...entityYear,
  planVersion: count.describe("Version of the plan"),
  changeReason: z.string().optional().describe("Why the plan changes within its year, or is filed late; absent before the year"),
} as const;
/** A version of a plan. */
export const controlPlan = component("ControlPlan", {
  ...planStated,
  activities: z.array(plannedActivity).describe("Every activity that the entity measures"),
  state: words(
    "ControlPlanState",
    controlPlansLifecycles.controlPlan.states,
    "filed; approved: in force; returned; replaced by a later version",
  ),
  filedAt: instantOut("When it was filed"),
  late: z.boolean().describe("Whether its year had begun when it was filed"),
  decidedAt: instantOut("When the bureau decided").optional(),
  decisionReason: z.string().optional().describe("What the bureau said with its decision"),
});

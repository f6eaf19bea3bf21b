import * as z from "zod";
import { message } from "../kernel/message.ts";
import { activityKinds, activityUnits, directions, kindRow, unitsOf } from "./kinds.ts";
import { carbonAmount } from "./quantities.ts";

/** One activity: how much of what. The unit has to be one of the kind's, and only electricity, heat and recovered CO2 may leave the entity. */
export const activity = z
  .strictObject({
    kind: z.enum(activityKinds).describe("Fuel, electricity, heat, process emissions or recovered CO2"),
    amount: carbonAmount.describe("Amount as a decimal string, in the unit stated"),
    unit: z.enum(activityUnits).describe("Unit of the amount; volumes are of gas at standard conditions"),
    direction: z
      .enum(directions)
      .optional()
      .describe("`out` for what leaves the entity and counts negatively; the kind's usual one if absent"),
  })
  .superRefine(({ kind, unit, direction }, context) => {
    const units = unitsOf(kind);
    if (!units.includes(unit)) {
      const text = message(`${kind} 的单位须为以下之一：${units.join("、")}`, `a unit of ${kind}: ${units.join(", ")}`);
      context.addIssue({ code: "custom", path: ["unit"], message: text });
    }
    const allowed = kindRow(kind).directions;
    if (direction !== undefined && !allowed.includes(direction)) {
      const text = message(`${kind} 的方向只能是 ${allowed.join("、")}`, `${kind} goes ${allowed.join(" or ")} only`);
      context.addIssue({ code: "custom", path: ["direction"], message: text });
    }
  });
/** One activity, read. */
export type Activity = z.output<typeof activity>;

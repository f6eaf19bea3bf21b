import type { PlannedActivity } from "../../functions/carbon/control-plans/shapes.ts";
import { addMonths, monthOf } from "../../shared/kernel/calendar.ts";
import type { Request } from "../support/front-door.ts";
import type { CarbonWorld, Entity } from "./carbon-support.ts";

/** Two activities of a plan: coal that is burnt, and electricity that is exported. */
export const planned: readonly [PlannedActivity, PlannedActivity] = [
  {
    ...{ activity: "boiler", kind: "bituminous-coal", direction: "in", unit: "t", meter: "SCALE-1", sampling: "daily", measuredBy: "Li" },
    ...{ monthlyBasis: "500", conservativeFactor: "1.1", jumpLimit: "0.3" },
  },
  {
    ...{ activity: "export", kind: "electricity", direction: "out", unit: "MWh", meter: "E-1", sampling: "monthly", measuredBy: "Li" },
    ...{ monthlyBasis: "100", conservativeFactor: "0.5", jumpLimit: "0.3" },
  },
];

/** A call by which an entity files its plan. */
export function filing({ subject, partyId }: Entity, year: string, more: object = {}): Request {
  const body = { activities: planned, changeReason: "named late", ...more };
  return { as: subject, method: "PUT", path: `/carbon/control-plans/${partyId}/${year}`, body };
}

/** A call by which the bureau decides on a version of a plan. */
export function deciding({ bureau }: CarbonWorld, { partyId }: Entity, year: string, planVersion: number, decision: string): Request {
  const body = { planVersion, decision, reason: "looked at" };
  return { as: bureau, method: "POST", path: `/carbon/control-plans/${partyId}/${year}/decision`, body };
}

/** An entity of a year whose plan is approved. */
export async function entityWithPlan(world: CarbonWorld, year: string, more: object = {}): Promise<Entity> {
  const entity = await world.keyEntity(year);
  await world.done(filing(entity, year, more));
  await world.done(deciding(world, entity, year, 1, "approved"));
  return entity;
}

/** Values of a month. */
export function valuesOf(coal: string, exported: string) {
  const measured = { calibratedOn: "2025-12-01", samplingRecord: "R-1", attachments: [] };
  return [
    { activity: "boiler", amount: coal, unit: "t", meter: "SCALE-1", ...measured },
    { activity: "export", amount: exported, unit: "MWh", meter: "E-1", ...measured },
  ];
}

/** A call by which an entity stores a month. */
export function storing({ subject, partyId }: Entity, month: string, values: readonly object[], more: object = {}): Request {
  const [year, number] = month.split("-");
  return { as: subject, method: "PUT", path: `/carbon/months/${partyId}/${year}/${number}`, body: { values, ...more } };
}

/** A call by which an authority checks a month. */
export function checking(as: string, { partyId }: Entity, month: string, version: unknown, more: object = {}): Request {
  const [year, number] = month.split("-");
  const body = { version, decision: "passed", ...more };
  return { as, method: "POST", path: `/carbon/months/${partyId}/${year}/${number}/check`, body };
}

/** The month before that of an instant, which is over. */
export function lastMonth(at: string): string {
  return addMonths(monthOf(at), -1);
}

/** The year of that month. */
export function yearOfLastMonth(at: string): string {
  return lastMonth(at).slice(0, 4);
}

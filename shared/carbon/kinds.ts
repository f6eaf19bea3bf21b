import { type Decimal, decimal } from "../kernel/decimal.ts";
import { invariant, required } from "../kernel/invariant.ts";
import type { Words } from "../kernel/problem.ts";
import data from "./kinds.json" with { type: "json" };

/** What a report counts: fuels, electricity and heat, process emissions, and CO2 that was recovered. */
export const activityKinds = [
  ...["raw-coal", "washed-coal", "bituminous-coal", "lignite", "coke", "petroleum-coke", "crude-oil", "fuel-oil", "gasoline", "kerosene"],
  ...["diesel", "lpg", "lng", "refinery-gas", "natural-gas", "oil-field-gas", "gas-field-gas", "coke-oven-gas", "blast-furnace-gas"],
  ...["converter-gas", "electricity", "heat", "process", "recovered-co2"],
] as [string, ...string[]];
/** Kind of an activity. */
export type ActivityKind = string;
/** Units of amounts; volumes are of gas at standard conditions. */
export const activityUnits = ["t", "kg", "m3", "10k-m3", "MWh", "kWh", "GJ", "MJ", "tCO2"] as const;
/** Unit of an amount. */
export type ActivityUnit = (typeof activityUnits)[number];
/** Whether an amount is used by the entity, or leaves it: exported electricity and heat, and recovered CO2, count negatively. */
export const directions = ["in", "out"] as const;
/** Direction of an activity. */
export type Direction = (typeof directions)[number];

/** A kind by its names, what it is measured in, and the directions that it may have, the usual one first. */
export interface KindRow {
  readonly kind: ActivityKind;
  readonly zh: string;
  readonly en: string;
  readonly quantity: string;
  readonly directions: readonly Direction[];
}
/** A unit, and how many of the unit of factors one of it is. */
export interface UnitRow {
  readonly unit: ActivityUnit;
  readonly zh: string;
  readonly en: string;
  readonly quantity: string;
  readonly ofFactorUnit: string;
}
/** All kinds. */
export const kindRows: readonly KindRow[] = data.kinds as readonly KindRow[];
/** All units. */
export const unitRows: readonly UnitRow[] = data.units as readonly UnitRow[];
/** Names of the kinds, as people read them. */
export const kindWords: Words = Object.fromEntries(kindRows.map(({ kind, zh, en }) => [kind, { zh, en }]));

/** The row of a kind. */
export function kindRow(kind: ActivityKind): KindRow {
  return required(
    kindRows.find((row) => row.kind === kind),
    `kind ${kind}`,
  );
}

/** The units in which a kind may be stated; the first is that of its factors. */
export function unitsOf(kind: ActivityKind): readonly ActivityUnit[] {
  const { quantity } = kindRow(kind);
  return unitRows.filter((row) => row.quantity === quantity).map(({ unit }) => unit);
}

/** An amount in the unit of factors, exactly: every unit is a power of ten of it. */
export function inFactorUnit(amount: Decimal, unit: ActivityUnit): Decimal {
  const row = required(
    unitRows.find((each) => each.unit === unit),
    `unit ${unit}`,
  );
  return amount.times(decimal(row.ofFactorUnit));
}

/** The unit of the factors of a kind. */
export function factorUnitOf(kind: ActivityKind): ActivityUnit {
  const [unit] = unitsOf(kind);
  invariant(unit, `a unit of ${kind}`);
  return unit;
}

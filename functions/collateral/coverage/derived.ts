import { type Decimal, decimal, formatFen, plain, sum, zero } from "../../../shared/kernel/decimal.ts";
import { assetItemOf } from "../../../shared/valuation/asset-classes.ts";
import { registeredStates } from "../pledges/lifecycles.ts";
import type { Pledge } from "../pledges/rows.ts";
import { securedCny } from "../pledges/secured.ts";
import { positionKey } from "../register/positions.ts";
import { slicesOf } from "../register/register.ts";
import type { PositionName, Register, Slice } from "../register/rows.ts";
import { type Coverage, coverageOf, leftOf, type Senior, type ValuedSlice } from "./coverage-of.ts";
import type { CoveredPosition } from "./covered-position.ts";
import { type Cure, cureOf } from "./cure.ts";
import { type Inputs, pricesKey, seniorsOn } from "./inputs.ts";
import type { PriceFall } from "./price-fall.ts";
import { type Basis, sliceValue } from "./slice-value.ts";

/** The coverage of a pledge as it follows from what is stored. */
export interface Derived extends Omit<Coverage, "state"> {
  readonly state: Coverage["state"] | "ended";
  readonly secured: Decimal;
  readonly positions: readonly CoveredPosition[];
  readonly cure: Cure | undefined;
}

interface Slices extends ValuedSlice {
  readonly quantity: string;
  readonly basis: Basis;
  readonly seniors: readonly string[];
}

/** States in which a pledge stands on something. */
const standing: readonly string[] = registeredStates;

/** The coverage of a pledge, with published prices as they are or after a fall. */
export function derivedCoverage(inputs: Inputs, pledge: Pledge, fall?: PriceFall): Derived {
  const secured = securedCny(pledge);
  if (!standing.includes(pledge.state)) return ended(secured);
  const registers = registersUnder(inputs, pledge);
  const found = registers.map((register) => ({ register, slices: valuedSlices(inputs, pledge, register, fall) }));
  const slices = found.flatMap((each) => each.slices);
  const seniors = seniorsBefore(inputs, slices, fall);
  const { thresholds } = pledge;
  const coverage = coverageOf({ secured, thresholds, slices, seniors });
  const units = registers.map((register) => ({ ...named(register), perUnit: perUnit(inputs, pledge, register, fall) }));
  const positions = found.flatMap(({ register, slices: some }) => coveredPosition(register, some, seniors));
  return { ...coverage, secured, positions, cure: cureOf({ left: coverage.left, secured, thresholds }, units) };
}

function ended(secured: Decimal): Derived {
  return { value: zero, left: zero, ratio: undefined, state: "ended", secured, positions: [], cure: undefined };
}

/** Registers of the positions on which a pledge was put, in the order of their names: what it has there may be nothing any more. */
function registersUnder({ registers }: Inputs, { parts }: Pledge): Register[] {
  const keys = [...new Set(parts.map(positionKey))].sort();
  return keys.flatMap((key) => registers.get(key) ?? []);
}

/** The slices of a register on which a pledge stands, with their values as that pledge sees them. */
function valuedSlices(inputs: Inputs, pledge: Pledge, register: Register, fall: PriceFall | undefined): Slices[] {
  return slicesOf(register.slices, pledge.pledgeId).map((slice) => ({
    ...{ sliceId: slice.sliceId, quantity: slice.quantity },
    ...valueIn(inputs, pledge, register, slice, fall),
    seniors: seniorsOn(slice, register.instrument, pledge.pledgeId),
  }));
}

function valueIn(
  { day, prices }: Inputs,
  pledge: Pledge,
  register: Register,
  slice: Pick<Slice, "quantity">,
  fall: PriceFall | undefined,
): ReturnType<typeof sliceValue> {
  const item = assetItemOf(register.instrument);
  const inForce = item === undefined ? [] : (prices.get(pricesKey(item, register.area)) ?? []);
  return sliceValue(slice, register, { day, prices: inForce, fall }, pledge);
}

/** Every pledge that is paid before on one of the slices, with all slices on which it stands itself. */
function seniorsBefore(inputs: Inputs, slices: readonly Slices[], fall: PriceFall | undefined): ReadonlyMap<string, Senior> {
  const ids = [...new Set(slices.flatMap(({ seniors }) => seniors))];
  return new Map(
    ids.flatMap((pledgeId) => {
      const pledge = inputs.pledges.get(pledgeId);
      if (!pledge) return [];
      const own = registersUnder(inputs, pledge).flatMap((register) => valuedSlices(inputs, pledge, register, fall));
      return [[pledgeId, { secured: securedCny(pledge), slices: own }] as const];
    }),
  );
}

/** Enough units that rounding to the fen does not show. */
const many = "1000000";

function perUnit(inputs: Inputs, pledge: Pledge, register: Register, fall: PriceFall | undefined): Decimal {
  return valueIn(inputs, pledge, register, { quantity: many }, fall).value.div(many);
}

/** What a pledge has on a position; nothing where it has left it. */
function coveredPosition(register: Register, slices: readonly Slices[], seniors: ReadonlyMap<string, Senior>): CoveredPosition[] {
  const [first] = slices;
  if (!first) return [];
  return [
    {
      ...named(register),
      quantity: plain(sum(slices.map(({ quantity }) => decimal(quantity)))),
      valueCny: formatFen(sum(slices.map(({ value }) => value))),
      leftCny: formatFen(sum(slices.map((slice) => leftOf(slice, seniors)))),
      basis: first.basis,
    },
  ];
}

function named({ account, instrument }: PositionName): PositionName {
  return { account, instrument };
}

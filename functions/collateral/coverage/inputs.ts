import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { inBatches } from "../../../shared/store/in-batches.ts";
import { assetItemOf } from "../../../shared/valuation/asset-classes.ts";
import type { BaselinePrice } from "../../../shared/valuation/baseline-price.ts";
import { registryOf } from "../asset-kinds.ts";
import type { Pledge } from "../pledges/rows.ts";
import { pledgesOn } from "../register/on-slices.ts";
import { positionKey, registersOfPositions } from "../register/positions.ts";
import { seniorsOf } from "../register/ranks.ts";
import { slicesOf } from "../register/register.ts";
import type { Register, Slice } from "../register/rows.ts";
import type { CoverageStore } from "./store.ts";

/** Reads of what coverage is computed from. */
export type InputReader = Pick<CoverageStore, "pledgesAt" | "registersAt" | "coveragePrices">;

/** What the coverage of some pledges is computed from: everything that they and those before them rest on. */
export interface Inputs {
  readonly day: PlainDate;
  readonly pledges: ReadonlyMap<string, Pledge>;
  /** By the name of the position. */
  readonly registers: ReadonlyMap<string, Register>;
  /** Prices that may be in force, by item and area. */
  readonly prices: ReadonlyMap<string, readonly BaselinePrice[]>;
}

/** Ids of the pledges on some registers, each once. */
export function pledgesOfRegisters(registers: readonly Register[]): string[] {
  return [...pledgesOn(registers.flatMap(({ slices }) => slices))];
}

/** Ids of the pledges that are paid before a pledge on a slice. */
export function seniorsOn(slice: Slice, instrument: string, pledgeId: string): readonly string[] {
  return seniorsOf(slice, pledgeId, registryOf(instrument)).map((entry) => entry.pledgeId);
}

/**
 * Reads what the coverage of some pledges rests on, in batches: the pledges, the registers of their positions, the pledges that are paid
 * before them there, the registers of those, and the prices in force for all of them.
 */
export async function readInputs(own: InputReader, pledgeIds: readonly string[], day: PlainDate): Promise<Inputs> {
  const pledges = new Map<string, Pledge>();
  const registers = new Map<string, Register>();
  await addPledges(own, pledges, pledgeIds);
  await addRegisters(own, registers, pledges.values());
  const before = pledgeIds.flatMap((pledgeId) =>
    [...registers.values()].flatMap(({ slices, instrument }) =>
      slicesOf(slices, pledgeId).flatMap((slice) => seniorsOn(slice, instrument, pledgeId)),
    ),
  );
  await addPledges(own, pledges, before);
  await addRegisters(own, registers, pledges.values());
  return { day, pledges, registers, prices: await pricesFor(own, registers.values(), day) };
}

/** Reads pledges that are not known yet. */
async function addPledges(own: InputReader, known: Map<string, Pledge>, wanted: readonly string[]): Promise<void> {
  const missing = [...new Set(wanted)].filter((pledgeId) => !known.has(pledgeId));
  for (const pledge of await inBatches(missing, (some) => own.pledgesAt(some))) known.set(pledge.pledgeId, pledge);
}

/** Reads registers of positions on which some pledges lie and that are not known yet. */
async function addRegisters(own: InputReader, known: Map<string, Register>, pledges: Iterable<Pledge>): Promise<void> {
  const names = [...pledges].flatMap(({ parts }) => parts);
  for (const register of await registersOfPositions(own, names, known)) known.set(positionKey(register), register);
}

/** The prices in force for the areas of some positions, each item and area once. */
async function pricesFor(own: InputReader, registers: Iterable<Register>, day: PlainDate): Promise<Inputs["prices"]> {
  const named = [...registers].flatMap(({ instrument, area }) => {
    const item = assetItemOf(instrument);
    return item === undefined ? [] : [[pricesKey(item, area), { item, area }] as const];
  });
  const read = [...new Map(named)].map(async ([key, { item, area }]) => [key, await own.coveragePrices(item, area, day)] as const);
  return new Map(await Promise.all(read));
}

/** Key of the prices of an item for an area. */
export function pricesKey(item: string, area: string): string {
  return `${item}#${area}`;
}

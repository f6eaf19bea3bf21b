import { inBatches } from "../../../shared/store/in-batches.ts";
import { distinctPositions, positionKey, registersOfPositions } from "../register/positions.ts";
import type { PositionName, Register } from "../register/rows.ts";
import { pledgesOfRegisters } from "./inputs.ts";
import type { CoverageStore } from "./store.ts";

/** What a change is about: pledges, positions or both. */
export interface Concern {
  readonly pledgeIds: readonly string[];
  readonly positions: readonly PositionName[];
}

/** Reads that find out what a change concerns. */
export type ConcernReader = Pick<CoverageStore, "pledgesAt" | "registersAt">;

/** Positions that a change is about, with those on which its pledges lie. */
export async function positionsOf(own: ConcernReader, { pledgeIds, positions }: Concern): Promise<PositionName[]> {
  const pledges = await inBatches(pledgeIds, (some) => own.pledgesAt(some));
  return distinctPositions([...positions, ...pledges.flatMap(({ parts }) => parts)]);
}

/**
 * Pledges whose coverage may depend on some positions: those that stand there, and those that stand elsewhere behind one of these, because
 * what a senior takes from each of its slices depends on the values of all of them. Two steps, whatever else a bank or a pledgor has.
 */
export async function pledgesConcerned(
  own: ConcernReader,
  positions: readonly PositionName[],
  also: readonly string[] = [],
): Promise<string[]> {
  const registers = await inBatches(positions, (some) => own.registersAt(some));
  const there = [...new Set([...also, ...pledgesOfRegisters(registers)])];
  const known = new Map<string, Register>(registers.map((register) => [positionKey(register), register]));
  const pledges = await inBatches(there, (some) => own.pledgesAt(some));
  const further = await registersOfPositions(
    own,
    pledges.flatMap(({ parts }) => parts),
    known,
  );
  return [...new Set([...there, ...pledgesOfRegisters(further)])];
}

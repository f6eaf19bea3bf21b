import type { PositionName } from "../register/rows.ts";
import type { Concern } from "./concerned.ts";

/** The parts of their data by which they say what they are about. */
interface About {
  readonly pledgeId?: string;
  readonly positions?: readonly PositionName[];
  readonly account?: string;
  readonly instrument?: string;
}

/** What a fact is about, by its data: what is stored says the rest. */
export function concernOf(data: unknown): Concern {
  const { pledgeId, positions = [], account, instrument } = data as About;
  const named = account !== undefined && instrument !== undefined ? [{ account, instrument }] : [];
  return { pledgeIds: pledgeId === undefined ? [] : [pledgeId], positions: [...positions, ...named] };
}

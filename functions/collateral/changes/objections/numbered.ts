import type { Pledge } from "../../pledges/rows.ts";
import { foundBy } from "../../search/store.ts";
import type { CollateralStore } from "../../store.ts";

/** Positions that one number finds: those of one registration, or of a case of a court. */
const mostPositions = 50;

/** The pledge that stands in the register under a number: that of its registration, or one that collateral added to it has. */
export async function pledgeNumbered(
  own: Pick<CollateralStore, "positionsFound" | "registersAt" | "pledge">,
  registrationNumber: string,
): Promise<Pledge | undefined> {
  const { items } = await own.positionsFound([foundBy.number(registrationNumber)], { limit: mostPositions });
  const registers = items.length === 0 ? [] : await own.registersAt(items);
  const entries = registers.flatMap(({ slices }) => slices.flatMap((slice) => slice.entries));
  const found = entries.find(({ registered }) => registered.number === registrationNumber);
  return found && own.pledge(found.pledgeId);
}

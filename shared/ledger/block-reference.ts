import type { Instrument } from "./instrument.ts";

/**
 * The reference of a block of units that a decision delivers, for good: the parts of the instrument's name, the decision, and its place there
 * where one decision delivers the same instrument more than once, as in `SO2.ezhou.202606.203105.<auction>.0001`. A decision's id is never
 * given twice, so a reference never is either.
 */
export function blockReference(instrument: Instrument, decision: string, place?: number): string {
  const [, ...parts] = instrument.split("/");
  const named = [...parts.map((part) => part.replace(/^(\d{4})-(\d{2})$/, "$1$2")), decision];
  return [...named, ...(place === undefined ? [] : [String(place).padStart(4, "0")])].join(".");
}

import type { PositionName } from "../register/rows.ts";
import type { Basis } from "./slice-value.ts";

/** What a pledge has on one position, what it is worth and what that rests on. Figures are decimal strings, so that rows can be compared. */
export interface CoveredPosition extends PositionName {
  readonly quantity: string;
  readonly valueCny: string;
  /** After those who are paid before; the sum of all positions is what is left, up to a fen each. */
  readonly leftCny: string;
  readonly basis: Basis;
}

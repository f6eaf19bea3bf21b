import type { Pledge } from "../pledges/rows.ts";

/** An objection to a registration, as the register discloses it. */
export interface ObjectionView {
  readonly notifiedAt: string;
  /** Until when proof of a suit has to be filed, else the objection is removed. */
  readonly suitProofBy: string;
  readonly state: string;
}

/** The objections to a pledge as it stood: the one place where they join what a search finds. */
export function objectionsTo(_pledge: Pledge): readonly ObjectionView[] {
  return [];
}

import { growingWordsOut } from "../kernel/schemas.ts";

/**
 * What a part of a position can be held for. `due`: cash that is set aside for what its owner owes; `unpaid-fee`: delivered permits whose use
 * fee is still to be paid; `overdue-fee`: those whose instalment is overdue; `storage`: surplus that its owner has put into storage; `freeze`:
 * an order of a court or authority.
 */
export const holdPurposes = [
  "deposit",
  "pledge",
  "refund",
  "freeze",
  "unpaid-fee",
  "overdue-fee",
  "storage",
  "delivery",
  "need",
  "due",
] as const;
/** Why something is held. */
export type HoldPurpose = (typeof holdPurposes)[number];
/** Such purposes, for readers. */
export const holdPurpose = growingWordsOut("HoldPurpose", holdPurposes, "Why it is held");

/** Beginning of the ids of holds that belong to slices of the register of collateral. */
export const sliceHoldPrefix = "slice-";

/** Whether a hold belongs to a slice of the register of collateral: nobody else moves or ends it. */
export function isOfSlice({ holdId }: { readonly holdId: string }): boolean {
  return holdId.startsWith(sliceHoldPrefix);
}

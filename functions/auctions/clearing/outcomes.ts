/** Outcomes of clearing: whether anything was sold, and if not, why. */
export const outcomes = ["cleared", "no-valid-bids", "negotiate", "cancelled"] as const;

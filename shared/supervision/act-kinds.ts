/** What the operator does that its supervisor sees. */
export const actKinds = [
  "receipt-booked",
  "receipt-suspended",
  "suspense-assigned",
  "house-paid-out",
  "refund-ordered",
  "refund-sent",
  "refund-failed",
  "refund-returned",
  "statement-imported",
  "bank-day-reopened",
  "auction-postponed",
  "auction-cancelled",
  "claim-decided",
  "failures-replayed",
  "failures-discarded",
] as const;
/** One of them. */
export type ActKind = (typeof actKinds)[number];

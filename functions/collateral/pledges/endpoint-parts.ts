/** Who acts for a secured bank: one person, or two where the bank has chosen so for its pledges. */
export const ofBank = { roles: ["bank"], secondPerson: { choice: "pledges" } } as const;
/** Who reads what is about a pledge: its bank, its pledgor and the authorities of its areas. */
export const pledgeReaders = ["bank", "enterprise", "regulator", "district", "operator"] as const;
/** Path of a pledge. */
export const pledgePath = "/collateral/pledges/{pledgeId}" as const;

/** Refusals of the rules of pledging, which a check lists, and a draft, a registration or a change stops at. */
export const pledgingRefusals = [
  "not-pledgeable",
  "position-expired",
  "finer-than-unit",
  "exceeds-free",
  "slice-unknown",
  "frozen",
  "being-enforced",
  "senior-undisclosed",
  "register-full",
  "unpaid-fee",
  "excluded",
  "ltv-exceeded",
  "term-reversed",
  "term-beyond-right",
  "term-too-long",
] as const;

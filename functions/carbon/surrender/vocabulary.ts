/** What the required tonnes of an obligation rest on: nothing yet, a verified report, one that was reopened, or the regulator's own figure. */
export const obligationBases = ["none", "verified", "reopened", "determined"] as const;
/** States of an obligation. */
export const obligationStates = ["open", "met"] as const;
/** What happens to allowances of an obligation. */
export const surrenderKinds = ["surrender", "order", "giving-back"] as const;

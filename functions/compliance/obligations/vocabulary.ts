/** The gas of carbon obligations, where others have a pollutant. */
export const co2 = "CO2";

/** States of an obligation. */
export const obligationStates = ["open", "covered", "short", "overdue", "met"] as const;
/** One of them. */
export type ObligationState = (typeof obligationStates)[number];

/** Why an obligation has no exposure. */
export const noExposureReasons = ["nothing-short", "amount-unknown", "no-rule", "no-price"] as const;
/** One of them. */
export type NoExposure = (typeof noExposureReasons)[number];

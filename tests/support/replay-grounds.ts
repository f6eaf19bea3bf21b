/** Why tests replay failures, and the two persons who agreed on it. */
export const replayGrounds = { reason: "the cause is fixed", by: "persona-operator", approvedBy: "persona-operator-second" } as const;

/** On what an enforcement rests. */
export const enforcementGrounds = ["agreement", "judgment"] as const;

/** Who takes tonnes over: a site of an enterprise, the reserve of their pool, or a member that holds such assets itself. */
export const takerKinds = ["site", "reserve", "member"] as const;
/** One of them. */
export type TakerKind = (typeof takerKinds)[number];

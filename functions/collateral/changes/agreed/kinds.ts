/** Kinds of changes that another side has to agree to. */
export const changeKinds = ["amendment", "extension", "addition", "assignment", "subordination"] as const;
/** One of them. */
export type ChangeKind = (typeof changeKinds)[number];

import { growingWordsOut } from "../kernel/schemas.ts";

/** What a part of a position can be held for. */
export const holdPurposes = ["deposit", "pledge", "refund", "freeze", "unpaid-fee", "delivery", "need"] as const;
/** Such purposes, for readers. */
export const holdPurpose = growingWordsOut("HoldPurpose", holdPurposes, "Why it is held");

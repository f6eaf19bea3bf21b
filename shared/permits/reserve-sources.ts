import { growingWords, growingWordsOut } from "../kernel/schemas.ts";

/** Sources of reserve quota. All but the first come out of a site's permits, which the same entry debits. */
export const reserveSources = [
  "initial-reserve",
  "buy-back",
  "government-investment",
  "recovered-from-closure",
  "initial-allocation-cut",
] as const;
/** A source of reserve quota. */
export type ReserveSource = (typeof reserveSources)[number];
const reserveSourceWords = ["ReserveSource", reserveSources, "Source of the quota"] as const;
/** Such a source, as input. */
export const reserveSource = growingWords(...reserveSourceWords);
/** Such a source, in answers and facts. */
export const reserveSourceOut = growingWordsOut(...reserveSourceWords);

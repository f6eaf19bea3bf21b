import { marketNames } from "../../../shared/carbon/markets.ts";
import { carbonRoundings } from "../../../shared/carbon/rounding.ts";
import { growingWords, growingWordsOut, words } from "../../../shared/kernel/schemas.ts";

const marketDescription = "national: national carbon market; hubei: Hubei carbon market";
/** A carbon market, as input. */
export const allowanceMarket = growingWords("AllowanceMarket", marketNames, marketDescription);
/** The market in answers and facts. */
export const allowanceMarketOut = growingWordsOut("AllowanceMarket", marketNames, marketDescription);

/** Ways to round. */
export const carbonRounding = words("CarbonRounding", carbonRoundings, "up: away from zero; down: towards zero; half-up: to the nearer");

/** What a regulator decides of a plan. */
export const planDecisions = ["approve", "publish", "pre-allocate", "withdraw"] as const;
/** Such a decision. */
export const planDecision = words(
  "AllowancePlanDecision",
  planDecisions,
  "approve: its total becomes issuable; publish: its entities are told; pre-allocate: they get the share that the plan states; withdraw: it is given up before publication",
);

/** Kinds of allocations. */
export const allocationKinds = ["pre", "final", "new-entrant", "closure", "objection"] as const;
const kindDescription =
  "pre: before verification; final: after the accepted report, or emissions that were determined; new-entrant: out of the plan's reserve; closure: for the days until it closed; objection: after an objection was upheld";
/** Such a kind in answers and facts. */
export const allocationKindOut = growingWordsOut("AllowanceAllocationKind", allocationKinds, kindDescription);

/** Allocations that follow the one before verification. */
export const finalKinds = ["final", "closure"] as const;
/** Such a kind. */
export const finalKind = words(
  "AllowanceFinalKind",
  finalKinds,
  "final: after the accepted report of the year, or emissions that were determined; closure: the entity has closed, and gets what its days justify",
);

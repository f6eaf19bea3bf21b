import { words } from "../../shared/kernel/schemas.ts";
import { outcomes } from "./clearing/outcomes.ts";
import { auctionsLifecycles } from "./lifecycles.ts";

/** States of an auction. */
export const auctionStates = auctionsLifecycles.auction.states;
/** One of them. */
export type AuctionState = (typeof auctionStates)[number];
/** States of an auction, for readers. */
export const auctionState = words("AuctionState", auctionStates, "State of an auction: failed is a close without a sale");
/** Phases of an auction by the clock. */
const phases = ["enrolling", "enrolled", "bidding", "closing", "ended"] as const;
/** One of them. */
export type AuctionPhase = (typeof phases)[number];
/** Phases of an auction, for readers. */
export const auctionPhase = words(
  "AuctionPhase",
  phases,
  "Phase by the clock: bids are taken while bidding, which may begin before enrolment ends",
);
/** Outcomes of an auction, for readers. */
export const auctionOutcome = words(
  "AuctionOutcome",
  outcomes,
  "Whether anything was sold, and if not, why: negotiate is for too few bidders",
);
const pledgedSaleOutcomes = ["sold", "not-sold", "cancelled"] as const;
/** How the sale of a pledge's tonnes ended. */
export type PledgedSaleOutcome = (typeof pledgedSaleOutcomes)[number];
/** Such outcomes, for readers. */
export const pledgedSaleOutcome = words(
  "PledgedSaleOutcome",
  pledgedSaleOutcomes,
  "How the sale of a pledge's tonnes ended: sold is at least one award, paid or not",
);
/** States of an enrolment. */
export const enrolmentStates = auctionsLifecycles.enrolment.states;
/** States of an enrolment, for readers. */
export const enrolmentState = words("EnrolmentState", enrolmentStates, "State of an enrolment: released is the end without an award");
/** States of an award. */
export const awardStates = auctionsLifecycles.award.states;
/** States of an award, for readers. */
export const awardState = words("AwardState", awardStates, "State of an award");
const releaseReasons = ["no-award", "excluded", "no-valid-bids", "negotiate", "cancelled"] as const;
/** Why an enrolment ends without an award: no award in a sale, excluded at the seal, or the end of an auction without a sale. */
export type ReleaseReason = (typeof releaseReasons)[number];
/** Such reasons, for readers. */
export const releaseReason = words(
  "ReleaseReason",
  releaseReasons,
  "Why an enrolment ended without an award: it won nothing, was excluded at the seal, or nothing was sold",
);

import { words } from "../../../shared/kernel/schemas.ts";

/** Names of the screens, in the order in which they are shown. */
export const screenNames = [
  "bid-dispersion",
  "relative-distance",
  "shared-steps",
  "identical-quotes",
  "associate-of-seller",
  "associates-apart",
  "top-buyer-share",
  "bidder-overlap",
  "rotation",
  "withdrawals-together",
  "withdrawals-repeated",
  "silent-enrolments",
] as const;
/** One of them. */
export type ScreenName = (typeof screenNames)[number];
/** Such names, for readers. */
export const screenName = words("ScreenName", screenNames, "A screen: a figure that is computed of every session");

/** Those of them that depend on earlier sessions. */
export const namesAcross = ["bidder-overlap", "rotation", "withdrawals-repeated"] as const satisfies readonly ScreenName[];

/** Which values stand out: those at or below the threshold, or at or above it. */
export const sides = ["at-most", "at-least"] as const;
/** One of them. */
export type Side = (typeof sides)[number];
/** Such sides, for readers. */
export const side = words(
  "ScreenSide",
  sides,
  "Which values stand out: at-most, those not above the threshold; at-least, those not below it",
);

/** Why a figure can't be computed of a session. */
export const unmeasuredReasons = [
  "too-few-bidders",
  "too-few-enrolled",
  "too-many-bidders",
  "nothing-sold",
  "too-few-sessions",
  "seller-unknown",
] as const;
/** One of them. */
export type UnmeasuredReason = (typeof unmeasuredReasons)[number];
/** Such reasons, for readers. */
export const unmeasuredReason = words("ScreenUnmeasured", unmeasuredReasons, "Why the figure can't be computed of this session");

import { words } from "../../../shared/kernel/schemas.ts";
import { worklistLifecycles } from "./lifecycles.ts";

/** States of an item. */
export const itemStates = worklistLifecycles.item.states;
/** One of them. */
export type ItemState = (typeof itemStates)[number];
/** Such states, for readers. */
export const itemState = words("SurveillanceItemState", itemStates, "Where an item of the worklist stands");

/** How an item can be closed. */
export const itemOutcomes = ["explained", "not-confirmed", "referred"] as const;
/** Such outcomes, for readers. */
export const itemOutcome = words(
  "SurveillanceItemOutcome",
  itemOutcomes,
  "explained: there is an ordinary explanation; not-confirmed: nothing more was found; referred: passed on to the authority in charge",
);

/** What an entry of an item's history tells of. */
export const itemEvents = ["raised", "noted", "assigned", "closed", "reopened"] as const;
/** Such events, for readers. */
export const itemEvent = words("SurveillanceItemEvent", itemEvents, "What happened to an item of the worklist");

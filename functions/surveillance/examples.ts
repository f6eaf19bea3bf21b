import type { Examples } from "../../shared/http/examples.ts";
import { story } from "../story.ts";
import type { surveillanceEndpoints } from "./contract.ts";

const { auctionId } = story;
const itemId = `${auctionId}.bid-dispersion`;
const params = { itemId };

/** Examples of surveillance: what the bureau sees of the sale, and of what the operator did. */
export const surveillanceExamples: Examples<typeof surveillanceEndpoints> = {
  listScreenedAuctions: {
    bureau: { summary: "Sales of SO2 in the city's air", query: { pollutant: story.pollutant, pool: story.pool } },
  },
  readAuctionScreens: { bureau: { summary: "All screens of the sale", params: { auctionId } } },
  listSurveillanceItems: {
    bureau: { summary: "What waits for a review", query: { state: "open" } },
    sale: { by: "bureau", summary: "What stood out in the sale", query: { auctionId } },
  },
  readSurveillanceItem: { bureau: { summary: "Bids that lay close together", params } },
  listSurveillanceItemEntries: { bureau: { summary: "What was done about it", params } },
  noteSurveillanceItem: { bureau: { summary: "What was asked", params, body: { text: "asked all bidders how they came to their price" } } },
  assignSurveillanceItem: { bureau: { summary: "The bureau takes it into review", params, body: {} } },
  closeSurveillanceItem: {
    bureau: { summary: "It is explained", params, body: { outcome: "explained", reason: "all bid near the public base price" } },
  },
  reopenSurveillanceItem: { bureau: { summary: "A letter says otherwise", params, body: { reason: "a letter of a third bidder" } } },
  listOperatorActs: {
    bureau: { summary: "What the operator booked", query: { kind: "receipt-booked", from: story.begins } },
  },
  countOperatorActs: { bureau: { summary: "The first quarter", query: { from: "2026-01", until: "2026-03" } } },
};

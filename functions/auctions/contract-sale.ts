import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { instant, pageOf, pageQuery, reasonGiven } from "../../shared/kernel/schemas.ts";
import { auctionFilter, checkMarket } from "./contract-lists.ts";
import { auction, auctionParams } from "./shapes.ts";
import { reservePriceSchema, termsSchema } from "./terms.ts";

const wantedSchedule = z
  .object({
    opensAt: instant.describe("Bids are accepted from this instant"),
    enrolsUntil: instant.describe("Enrolment ends; at least ten minutes before close"),
    closesAt: instant.describe("Bids received at or after this instant do not count"),
  })
  .describe("When enrolment ends, bidding opens and closes")
  .meta({ id: "WantedSchedule" });

/** A sale, from its announcement to its close. */
export const saleEndpoints = {
  announceAuction: endpoint({
    operationId: "announceAuction",
    method: "POST",
    path: "/auctions",
    summary: "Announces a sale of the reserve, or of the tonnes of a pledge that a bank has enforced: from now on its terms are immutable.",
    roles: ["operator"],
    body: z.object({
      terms: termsSchema.describe("Immutable once announced"),
      schedule: wantedSchedule,
      reservePrice: reservePriceSchema.optional().describe("Price below which nothing is sold"),
    }),
    secrets: ["/reservePrice/price", "/reservePrice/documentNumber"],
    creates: "/auctions/{auctionId}",
    response: auction,
    refusals: [
      "schedule-invalid",
      "reserve-price-off-tick",
      "reserve-below-base",
      "term-out-of-bounds",
      "term-over",
      "no-headroom",
      "reserve-too-small",
      "lot-not-pledged",
      "lot-frozen",
      "lot-on-sale",
    ],
  }),
  listAuctions: endpoint({
    operationId: "listAuctions",
    method: "GET",
    path: "/auctions",
    summary:
      "Lists auctions, or those of a state, a pollutant, a pool or several of these; latest announcement first; may lag by a second.",
    roles: ["public"],
    query: pageQuery.extend(auctionFilter).superRefine(checkMarket),
    response: pageOf(auction),
    refusals: [],
  }),
  readAuction: endpoint({
    operationId: "readAuction",
    method: "GET",
    path: "/auctions/{auctionId}",
    summary: "Reads an auction.",
    roles: ["public"],
    params: auctionParams,
    response: auction,
    refusals: [],
  }),
  postponeAuction: endpoint({
    operationId: "postponeAuction",
    method: "PUT",
    path: "/auctions/{auctionId}/schedule",
    summary: "Postpones an auction that has not closed; bids stay sealed and valid.",
    roles: ["operator"],
    secondPerson: { always: ["operator"] },
    params: auctionParams,
    body: z.object({ schedule: wantedSchedule, reason: reasonGiven }),
    response: auction,
    refusals: ["auction-not-running", "schedule-invalid", "term-over"],
  }),
  cancelAuction: endpoint({
    operationId: "cancelAuction",
    method: "POST",
    path: "/auctions/{auctionId}/cancellation",
    summary: "Cancels an auction that has not closed: bids stay sealed for good, needs and deposits are released.",
    roles: ["operator"],
    secondPerson: { always: ["operator"] },
    params: auctionParams,
    body: z.object({ reason: reasonGiven }),
    response: auction,
    refusals: ["auction-not-running"],
  }),
} as const;

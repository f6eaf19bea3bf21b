import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { id, pageOf, pageQuery, positiveTonnes } from "../../shared/kernel/schemas.ts";
import { auctionOfEnrolment } from "./contract-lists.ts";
import { auctionParams, award, enrolment, enrolmentParams, receipt, step } from "./shapes.ts";
import { eligibility } from "./shapes-eligibility.ts";

/** Enrolments and their sealed bids. */
export const enrolmentEndpoints = {
  enrol: endpoint({
    operationId: "enrol",
    method: "POST",
    path: "/auctions/{auctionId}/enrolments",
    summary: "Enrols with a certified need: holds the need and the deposit. Once per member, project and auction.",
    roles: ["enterprise"],
    params: auctionParams,
    body: z.object({ siteId: id, project: id, tonnes: positiveTonnes.describe("Maximum tonnes to buy") }),
    creates: "/auctions/{auctionId}/enrolments/{enrolmentId}",
    response: enrolment,
    refusals: [
      "auction-not-running",
      "enrolment-closed",
      "member-excluded",
      "site-not-confirmed",
      "licence-expired",
      "lot-not-for-site",
      "area-misses-target",
      "need-not-for-site",
      "off-step",
      "above-lot",
      "need-too-small",
      "deposit-not-covered",
      "already-enrolled",
    ],
  }),
  checkEligibility: endpoint({
    operationId: "checkEligibility",
    method: "GET",
    path: "/auctions/{auctionId}/eligibility",
    summary:
      "Tells before any deposit whether the caller could enrol now: every rule with its source, kept or broken and why, the deposit and what is left of the need. Nothing is held or written.",
    roles: ["enterprise"],
    params: auctionParams,
    query: z.object({ siteId: id, project: id, tonnes: positiveTonnes.describe("Maximum tonnes to buy") }),
    response: eligibility,
    refusals: [],
  }),
  withdrawEnrolment: endpoint({
    operationId: "withdrawEnrolment",
    method: "POST",
    path: "/auctions/{auctionId}/enrolments/{enrolmentId}/withdrawal",
    summary:
      "Withdraws one of the caller's enrolments until enrolment ends: need and deposit are free again, and its bid is gone. After a bid under the rule `free` only. Enrolling again is possible.",
    roles: ["enterprise"],
    // With the enrolment goes its bid, which two persons made.
    secondPerson: { choice: "bids" },
    params: enrolmentParams,
    response: enrolment,
    refusals: ["auction-not-running", "enrolment-closed", "not-enrolled", "revision-not-allowed"],
  }),
  readOwnEnrolment: endpoint({
    operationId: "readOwnEnrolment",
    method: "GET",
    path: "/auctions/{auctionId}/enrolments/{enrolmentId}",
    summary: "Reads one of the caller's own enrolments, and what it was awarded after the result.",
    roles: ["enterprise"],
    params: enrolmentParams,
    response: enrolment
      .extend({ award: award.optional().describe("The award; absent before the result and when nothing was won") })
      .meta({ id: "EnrolmentWithAward" }),
    refusals: [],
  }),
  listOwnEnrolments: endpoint({
    operationId: "listOwnEnrolments",
    method: "GET",
    path: "/auctions/own/enrolments",
    summary: "Lists the auctions of the caller: its own enrolments, each with its auction, the latest auction first; may lag by a second.",
    roles: ["enterprise"],
    query: pageQuery.extend({ auctionId: id.optional().describe("Only those of this auction") }),
    response: pageOf(enrolment.extend({ auction: auctionOfEnrolment }).meta({ id: "OwnEnrolment" })),
    refusals: [],
  }),
  submitBid: endpoint({
    operationId: "submitBid",
    method: "PUT",
    path: "/auctions/{auctionId}/enrolments/{enrolmentId}/bid",
    summary:
      "Replaces the sealed bid of one of the caller's enrolments; a new version gives all its steps a new time. Empty steps withdraw the bid, under the rule `free` only.",
    roles: ["enterprise"],
    secondPerson: { choice: "bids" },
    params: enrolmentParams,
    body: z.object({ steps: z.array(step).max(20).describe("All steps of the new bid; empty withdraws it") }),
    response: receipt,
    refusals: [
      "auction-not-running",
      "auction-not-open",
      "not-enrolled",
      "too-many-steps",
      "off-tick",
      "off-step",
      "below-reserve-price",
      "above-enrolled-tonnes",
      "revision-not-allowed",
      "too-many-quotes",
      "bid-lowered",
    ],
  }),
  readOwnBid: endpoint({
    operationId: "readOwnBid",
    method: "GET",
    path: "/auctions/{auctionId}/enrolments/{enrolmentId}/bid",
    summary: "Reads the caller's own latest bid with its receipt.",
    roles: ["enterprise"],
    params: enrolmentParams,
    response: receipt,
    refusals: [],
  }),
} as const;

import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { field } from "../../shared/kernel/fields.ts";
import { component, pageOf, pageQuery } from "../../shared/kernel/schemas.ts";
import { auctionField, auctionParams, award, bulletin, confirmation, enrolmentParams } from "./shapes.ts";

/** Results of auctions, and paying for them. */
export const resultEndpoints = {
  listDues: endpoint({
    operationId: "listDues",
    method: "GET",
    path: "/auctions/own/dues",
    summary: "Lists the caller's unpaid awards, the earliest deadline first.",
    roles: ["enterprise"],
    query: pageQuery,
    response: pageOf(
      component("AwardToPay", {
        auctionId: auctionField.auctionId,
        enrolmentId: auctionField.enrolmentId,
        toPay: field.cny,
        payBy: auctionField.payBy,
      }),
    ),
    refusals: [],
  }),
  payAward: endpoint({
    operationId: "payAward",
    method: "POST",
    path: "/auctions/{auctionId}/enrolments/{enrolmentId}/payment",
    summary: "Pays the award of one of the caller's enrolments out of its cash: delivery versus payment, all or nothing.",
    roles: ["enterprise"],
    params: enrolmentParams,
    response: award,
    refusals: ["nothing-due", "payment-overdue", "cash-not-covered"],
  }),
  readConfirmation: endpoint({
    operationId: "readConfirmation",
    method: "GET",
    path: "/auctions/{auctionId}/enrolments/{enrolmentId}/confirmation",
    summary:
      "Reads the confirmation sheet (成交确认单) of a settled award: enterprises their own, authorities those of the lot's and of the site's area.",
    roles: ["enterprise", "operator", "regulator", "district"],
    params: enrolmentParams,
    response: confirmation,
    refusals: ["not-settled"],
  }),
  readBulletin: endpoint({
    operationId: "readBulletin",
    method: "GET",
    path: "/auctions/{auctionId}/bulletin",
    summary: "Reads the public result of an auction that has ended.",
    roles: ["public"],
    params: auctionParams,
    response: bulletin,
    refusals: ["not-ended"],
  }),
  readBook: endpoint({
    operationId: "readBook",
    method: "GET",
    path: "/auctions/{auctionId}/book",
    summary: "Reads the sealed book and the result after close, as the texts that were hashed: clearing the book gives the same bytes.",
    roles: ["operator", "regulator"],
    params: auctionParams,
    response: component("SealedBook", {
      manifest: z.string().describe("Canonical JSON; its member `clearing` is the input of `ecovalue clear`"),
      manifestHash: auctionField.manifestHash,
      result: z.string().describe("What `ecovalue clear` prints"),
      resultHash: auctionField.resultHash,
    }),
    refusals: ["not-ended", "book-too-large"],
  }),
} as const;

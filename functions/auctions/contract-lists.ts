import * as z from "zod";
import { areaCode } from "../../shared/kernel/areas.ts";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { field } from "../../shared/kernel/fields.ts";
import { message } from "../../shared/kernel/message.ts";
import { component, pageOf, pageQuery } from "../../shared/kernel/schemas.ts";
import { fitsPool, pollutantCode, pollutants, poolId, pools } from "../../shared/permits/pools.ts";
import { auction, auctionField, auctionParams, enrolment } from "./shapes.ts";
import { auctionState } from "./vocabulary.ts";

/** What a list of auctions may be narrowed to, in any combination. */
export const auctionFilter = {
  state: auctionState.optional().describe("Only auctions in this state"),
  pollutant: pollutantCode.optional().describe("Only auctions of permits of this pollutant"),
  pool: poolId.optional().describe("Only auctions of permits of this pool"),
};

/** Refuses a pollutant together with a pool in which it is not counted, and names those that fit. */
export function checkMarket(
  { pollutant, pool }: { readonly pollutant?: string | undefined; readonly pool?: string | undefined },
  context: z.RefinementCtx,
): void {
  if (pollutant === undefined || pool === undefined || fitsPool(pollutant, pool)) return;
  const fitting = pools.filter(({ id }) => fitsPool(pollutant, id)).map(({ id }) => id);
  const counted = pollutants.filter(({ code }) => fitsPool(code, pool)).map(({ code }) => code);
  const zh = `${pollutant} 不计入该池；${pollutant} 的池：${fitting.join("、")}；该池的污染物：${counted.join("、")}`;
  const en = `${pollutant} is not counted in it; pools of ${pollutant}: ${fitting.join(", ")}; pollutants of ${pool}: ${counted.join(", ")}`;
  context.addIssue({ code: "custom", path: ["pool"], message: message(zh, en) });
}

/** What a member sees of the auction of its enrolment, without asking for each. */
export const auctionOfEnrolment = z
  .object({
    title: auctionField.title,
    documentNumber: field.documentNumber.describe("Number of the public announcement"),
    pollutant: pollutantCode,
    pool: poolId,
    ...auction.pick({ state: true, phase: true, schedule: true }).shape,
  })
  .describe("The auction of the enrolment, as it is now");

/** Lists for those who run and supervise auctions. */
export const listEndpoints = {
  listEnrolments: endpoint({
    operationId: "listEnrolments",
    method: "GET",
    path: "/auctions/{auctionId}/enrolments",
    summary:
      "Lists the enrolments of an auction, those withdrawn included, in an order of no meaning. Says nothing of bids: they are sealed.",
    roles: ["operator", "regulator"],
    params: auctionParams,
    query: pageQuery,
    response: pageOf(
      enrolment
        .extend({
          partyName: field.partyName,
          creditCode: field.creditCode,
          siteName: z.string().describe("Name of the site"),
          siteArea: areaCode.describe("Area of the site"),
          licenceNumber: field.licenceNumber,
          projectName: z.string().describe("Name of the project as approved"),
        })
        .describe("An enrolment with names and numbers as of its making")
        .meta({ id: "EnrolmentOfAuction" }),
    ),
    refusals: [],
  }),
  listAllDues: endpoint({
    operationId: "listAllDues",
    method: "GET",
    path: "/auctions/all/dues",
    summary: "Lists the unpaid awards of all auctions, the earliest deadline first; may lag by a second.",
    roles: ["operator"],
    query: pageQuery,
    response: pageOf(
      component("Due", {
        auctionId: auctionField.auctionId,
        title: auctionField.title,
        documentNumber: field.documentNumber.describe("Number of the public announcement"),
        enrolmentId: auctionField.enrolmentId,
        partyId: field.partyId,
        partyName: field.partyName,
        creditCode: field.creditCode,
        toPay: field.cny,
        payBy: auctionField.payBy,
      }),
    ),
    refusals: [],
  }),
} as const;

import * as z from "zod";
import { areaCode, areaCodeOut } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { bilingualText, field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, count, decimalOut, id, pageOf, pageQuery } from "../../../shared/kernel/schemas.ts";
import { pollutantCode, pollutantCodeOut, poolId, poolIdOut } from "../../../shared/permits/pools.ts";
import { screenName, side, unmeasuredReason } from "./vocabulary.ts";

/** A member, by number and name. */
export const concernedMember = component("ScreenedMember", { partyId: field.partyId, partyName: field.partyName });

/** How a value compares with earlier sessions of its market. */
const comparison = component("ScreenComparison", {
  sessions: count.describe("Earlier sessions in which it was measured, at most those that are compared; 0 where there is no past yet"),
  mean: decimalOut.optional().describe("Mean of their values; absent where there are none"),
  percentile: decimalOut.optional().describe("Share of them whose value was not above this one; absent where there are none"),
  text: bilingualText.describe("The same in a sentence"),
});

/** A screen of an auction. */
const screen = component("Screen", {
  screen: screenName,
  title: bilingualText.describe("Name of the screen"),
  formula: bilingualText.describe("How the value is computed"),
  value: decimalOut.optional().describe("The value, as rounded by the formula; absent where it can't be computed"),
  unmeasured: unmeasuredReason.optional(),
  threshold: decimalOut.describe("Value from which on it stands out"),
  side,
  standsOut: z.boolean().describe("Whether the value stands out. That is no finding: see what may explain it"),
  observed: bilingualText.describe("What was observed"),
  innocent: bilingualText.describe("What may explain a value that stands out without anything being wrong"),
  concerned: z.array(concernedMember).describe("Members that the value is about, at most twenty"),
  past: comparison.describe("How it compares with this market's past"),
  source: bilingualText.describe("Where screen and threshold are from"),
  unverified: z.string().describe("What about them nobody has confirmed yet"),
  falseAlarms: decimalOut.describe(
    "Share of honest sessions that may stand out by chance, at most, under the assumption that the settings name",
  ),
});

const screenedAuction = {
  auctionId: z.string().describe("Auction"),
  title: z.string().describe("Title of the sale"),
  pollutant: pollutantCodeOut,
  pool: poolIdOut,
  area: areaCodeOut.describe("Area of the pool, whose regulators see it"),
  endedAt: instantOut("When it cleared or failed"),
  outcome: z.string().describe("Whether anything was sold, and if not, why").meta({ id: "ScreenedOutcome" }),
};

/** The endpoints of screens. */
export const screensEndpoints = {
  listScreenedAuctions: endpoint({
    operationId: "listScreenedAuctions",
    method: "GET",
    path: "/surveillance/auctions",
    summary: "Lists auctions that have closed, the latest first, with the screens that stand out. For regulators of the pool only.",
    roles: ["regulator"],
    query: pageQuery.extend({
      area: areaCode
        .optional()
        .describe("Area of the pools; the caller's whole area of responsibility when absent")
        .meta({ example: "420704" }),
      pollutant: pollutantCode.optional().describe("With `pool`: only this market"),
      pool: poolId.optional().describe("With `pollutant`: only this market"),
    }),
    response: pageOf(
      component("ScreenedAuction", { ...screenedAuction, standingOut: z.array(screenName).describe("Screens whose value stands out") }),
    ),
    refusals: ["market-incomplete"],
  }),
  readAuctionScreens: endpoint({
    operationId: "readAuctionScreens",
    method: "GET",
    path: "/surveillance/auctions/{auctionId}",
    summary:
      "Reads all screens of an auction that has closed: formula, value, threshold, what may explain it, and how it compares with this market's past. For regulators of the pool only.",
    roles: ["regulator"],
    params: z.object({ auctionId: id }),
    response: component("AuctionScreens", { ...screenedAuction, screens: z.array(screen).describe("Every screen") }),
    refusals: [],
  }),
} as const;

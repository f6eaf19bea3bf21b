import * as z from "zod";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { decimalOut, id, pageOf, pageQuery } from "../../../shared/kernel/schemas.ts";
import { instrumentName } from "../../../shared/ledger/instrument.ts";
import { positionValue, revaluation, revaluationProgress, valuedPosition } from "./shapes.ts";

const owner = {
  partyId: id
    .optional()
    .describe("Member; the caller's own when neither it nor a site is named")
    .meta({ example: "0195a1b2-0a00-7000-8000-000000000001" }),
  siteId: id.optional().describe("Site: permits belong to sites"),
};
const readers = ["enterprise", "regulator", "district", "operator"] as const;
const watchers = ["operator", "regulator"] as const;

/** The endpoints of values. */
export const valuesEndpoints = {
  listValues: endpoint({
    operationId: "listValues",
    method: "GET",
    path: "/valuation/values",
    summary:
      "Lists what a member or a site holds with its latest value, and the total of the page: enterprises see their own, authorities those of their area.",
    roles: readers,
    query: pageQuery.extend(owner),
    response: pageOf(valuedPosition)
      .extend({ totalCny: decimalOut.describe("Sum of the values on this page, CNY; a page of 100 holds all that a site has") })
      .meta({ id: "ValuedPositionPage" }),
    refusals: [],
  }),
  readLatestValue: endpoint({
    operationId: "readLatestValue",
    method: "GET",
    path: "/valuation/values/latest",
    summary:
      "Reads the latest value of a position, with the price that it rests on: enterprises their own, authorities those of their area.",
    roles: readers,
    query: z.object({ ...owner, instrument: instrumentName }),
    response: positionValue,
    refusals: [],
  }),
  listValueHistory: endpoint({
    operationId: "listValueHistory",
    method: "GET",
    path: "/valuation/values/history",
    summary: "Lists the values that a position has had, the latest first: enterprises see their own, authorities those of their area.",
    roles: readers,
    query: pageQuery.extend({ ...owner, instrument: instrumentName }),
    response: pageOf(positionValue),
    refusals: [],
  }),
  listRevaluations: endpoint({
    operationId: "listRevaluations",
    method: "GET",
    path: "/valuation/revaluations",
    summary: "Lists what positions were valued again for, the latest first: published prices, and months that began.",
    roles: watchers,
    query: pageQuery,
    response: pageOf(revaluation),
    refusals: [],
  }),
  readRevaluation: endpoint({
    operationId: "readRevaluation",
    method: "GET",
    path: "/valuation/revaluations/{revaluationId}",
    summary: "Reads how far a revaluation is: of each part of the positions how many were looked at and valued, and whether it is done.",
    roles: watchers,
    params: z.object({ revaluationId: id }),
    response: revaluationProgress,
    refusals: [],
  }),
} as const;

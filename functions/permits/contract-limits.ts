import * as z from "zod";
import { areaCode, areaCodeOut } from "../../shared/kernel/areas.ts";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { dayOut, field, instantOut } from "../../shared/kernel/fields.ts";
import { message } from "../../shared/kernel/message.ts";
import {
  component,
  documentReference,
  growingWords,
  growingWordsOut,
  id,
  pageOf,
  pageQuery,
  plainDate,
  reasonGiven,
  words,
} from "../../shared/kernel/schemas.ts";
import { limitLifecycles } from "../../shared/permits/limit-lifecycles.ts";
import { pollutantCode, pollutantCodeOut, pollutants } from "../../shared/permits/pools.ts";
import { limitIds } from "../../shared/permits/trading-limits.ts";

const targetWords = [
  "QualityTarget",
  ["air", "water", ...pollutants.map(({ code }) => code)],
  "Quality target of an area: that of a medium, which is about all of its pollutants, or that of one pollutant",
] as const;
const limitWords = ["TradingLimit", limitIds, "Trading limit of Hubei, in the order of the exchange's FAQ no. 12"] as const;
const targetParams = z.object({
  area: areaCode,
  target: growingWords(...targetWords),
  from: plainDate.describe("First day on which the target is missed"),
});
const exceptionParams = z.object({ exceptionId: id });
const lastDay = plainDate.describe("Last day, included");

const days = { from: dayOut("First day"), until: dayOut("Last day, included") };
const areaTarget = component("AreaTarget", {
  area: areaCodeOut,
  target: growingWordsOut(...targetWords),
  ...days,
  documentNumber: z.string().describe("Document of the last change"),
  state: words(
    "AreaTargetState",
    limitLifecycles.areaTarget.states,
    "missed: as recorded; met: it ended earlier, with the day before it was met",
  ),
  recordedAt: instantOut("When it was last recorded"),
});
const limitException = component("LimitException", {
  exceptionId: z.string().describe("Exception"),
  limit: growingWordsOut(...limitWords),
  pollutant: pollutantCodeOut,
  area: areaCodeOut.describe("Area of the site, or the area whose sites it is for"),
  siteId: field.siteId.optional().describe("Site that it is for; absent where it is for all sites of the area"),
  partyId: field.partyId.optional().describe("Holder of the site"),
  approvalNumber: z.string().describe("Number of the approval"),
  ...days,
  state: words(
    "LimitExceptionState",
    limitLifecycles.limitException.states,
    "State of the exception; a granted one has ended after its last day",
  ),
  reason: z.string().optional().describe("Why it was revoked"),
  grantedAt: instantOut("When it was granted"),
});

/** What limits trades: quality targets that areas miss, and exceptions from the trading limits. */
export const limitEndpoints = {
  recordMissedTarget: endpoint({
    operationId: "recordMissedTarget",
    method: "PUT",
    path: "/permits/area-targets/{area}/{target}/{from}",
    summary:
      "Records that an area misses a quality target from one day to another: meanwhile its sites buy nothing that raises its total. Recording the same first day again corrects it.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: targetParams,
    body: z.object({ until: lastDay, documentNumber: documentReference }),
    response: areaTarget,
    refusals: ["area-of-others", "days-invalid"],
  }),
  recordMetTarget: endpoint({
    operationId: "recordMetTarget",
    method: "POST",
    path: "/permits/area-targets/{area}/{target}/{from}/attainment",
    summary: "Records that a missed target is met from a day on, earlier than was recorded.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: targetParams,
    body: z.object({ metFrom: plainDate.describe("First day on which it is met"), documentNumber: documentReference }),
    response: areaTarget,
    refusals: ["area-of-others", "target-already-met", "days-invalid"],
  }),
  readAreaTarget: endpoint({
    operationId: "readAreaTarget",
    method: "GET",
    path: "/permits/area-targets/{area}/{target}/{from}",
    summary: "Reads a quality target that an area misses or missed.",
    roles: ["enterprise", "regulator", "district", "operator"],
    params: targetParams,
    response: areaTarget,
    refusals: [],
  }),
  listAreaTargets: endpoint({
    operationId: "listAreaTargets",
    method: "GET",
    path: "/permits/area-targets",
    summary: "Lists the quality targets that areas miss or missed, area by area, by target and first day.",
    roles: ["enterprise", "regulator", "district", "operator"],
    query: pageQuery.extend({ area: areaCode.optional().describe("Only this area and its sub-areas; the whole city by default") }),
    response: pageOf(areaTarget),
    refusals: [],
  }),
  grantLimitException: endpoint({
    operationId: "grantLimitException",
    method: "POST",
    path: "/permits/limit-exceptions",
    summary: "Grants an approved exception from one trading limit, for a pollutant and a site or all sites of an area, until its last day.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    body: z
      .object({
        limit: growingWords(...limitWords),
        pollutant: pollutantCode,
        siteId: id.optional().describe("Site that it is for; either this or `area`"),
        area: areaCode.optional().describe("Area whose sites it is for; either this or `siteId`"),
        approvalNumber: documentReference.describe("Number of the approval that lifts the limit"),
        from: plainDate.describe("First day"),
        until: lastDay,
      })
      .refine(({ siteId, area }) => (siteId === undefined) !== (area === undefined), {
        error: message("siteId 与 area 须填且仅填一项", "exactly one of siteId and area"),
        path: ["siteId"],
      }),
    response: limitException,
    refusals: ["area-of-others", "limit-not-liftable", "limit-not-for-pollutant", "days-invalid"],
  }),
  revokeLimitException: endpoint({
    operationId: "revokeLimitException",
    method: "POST",
    path: "/permits/limit-exceptions/{exceptionId}/revocation",
    summary: "Revokes an exception. Who has enrolled under it stays enrolled.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: exceptionParams,
    body: z.object({ reason: reasonGiven }),
    response: limitException,
    refusals: ["exception-already-revoked"],
  }),
  readLimitException: endpoint({
    operationId: "readLimitException",
    method: "GET",
    path: "/permits/limit-exceptions/{exceptionId}",
    summary: "Reads an exception from a trading limit: enterprises see those for their own sites, authorities those of their area.",
    roles: ["enterprise", "regulator", "district", "operator"],
    params: exceptionParams,
    response: limitException,
    refusals: [],
  }),
  listLimitExceptions: endpoint({
    operationId: "listLimitExceptions",
    method: "GET",
    path: "/permits/limit-exceptions",
    summary:
      "Lists exceptions from trading limits: enterprises see those for their own sites, authorities those of their area, area by area and newest first in each.",
    roles: ["enterprise", "regulator", "district", "operator"],
    query: pageQuery.extend({
      area: areaCode.optional().describe("Only this area and its sub-areas; the caller's own area by default"),
    }),
    response: pageOf(limitException),
    refusals: [],
  }),
} as const;

const recorded = areaTarget.omit({ state: true, recordedAt: true });
const granted = limitException.omit({ state: true, reason: true, grantedAt: true });

/** Facts about what limits trades. */
export const limitFacts = {
  areaTargetMissed: factSchema("area-target-missed", 1, recorded, "An area misses a quality target for some time: its sites don't buy in."),
  areaTargetMet: factSchema(
    "area-target-met",
    1,
    recorded.extend({ metFrom: dayOut("First day on which it is met") }),
    "An area meets a quality target earlier than was recorded.",
  ),
  /** Its id is that of the exception. */
  limitExceptionGranted: factSchema(
    "limit-exception-granted",
    1,
    granted,
    "An approved exception lifts a trading limit for a site or for an area.",
  ),
  limitExceptionRevoked: factSchema(
    "limit-exception-revoked",
    1,
    granted.extend({ reason: field.reason }),
    "An exception from a trading limit was revoked.",
  ),
};

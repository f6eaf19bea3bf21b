import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, count, instant, pageOf, pageQuery, words, yearMonth } from "../../../shared/kernel/schemas.ts";
import { actKinds } from "../../../shared/supervision/act-kinds.ts";

/** Kinds of acts of the operator, for readers. */
const actKind = words(
  "OperatorActKind",
  actKinds,
  "What the operator did: booked, assigned or paid out money, imported a statement, reopened a bank day, changed a sale, decided a dispute, or took failed work up again",
);

/** Whether there was a second person, for readers. */
const secondPersonOut = words(
  "OperatorActSecondPerson",
  ["given", "missing", "not-required"],
  "given: another person approved it; missing: it takes two and there was one; not-required: one person is enough",
);

const operatorAct = component("OperatorAct", {
  actId: z.string().describe("Fact that tells of it, or the replay"),
  kind: actKind,
  at: instantOut("When it was decided"),
  actor: z.string().describe("Person (token subject) who did it; of a replay the person that it names"),
  approvedBy: z.string().optional().describe("Second person; of a replay the one that it names"),
  secondPerson: secondPersonOut,
  reason: field.reason.optional(),
  about: z.record(z.string(), z.string()).describe("What it was about, by the names that its fact has for it"),
});

const actCount = component("OperatorActCount", {
  month: yearMonth,
  kind: actKind,
  acts: count.describe("How many there were in the month, by Shanghai time"),
});

const areaOfActs = areaCode
  .optional()
  .describe("Area of the members and pools concerned; the caller's whole area of responsibility when absent")
  .meta({ example: "420704" });

/** The endpoints of the supervision of the operator. */
export const supervisionEndpoints = {
  listOperatorActs: endpoint({
    operationId: "listOperatorActs",
    method: "GET",
    path: "/surveillance/operator-acts",
    summary:
      "Lists what the operator did, newest first: who, when, why, and whether a second person approved it where two are required. For regulators only.",
    roles: ["regulator"],
    query: pageQuery.extend({
      area: areaOfActs,
      kind: actKind.optional(),
      from: instant.optional().describe("First instant, included"),
      before: instant.optional().describe("First instant after the range").meta({ example: "2026-04-01T00:00:00.000Z" }),
    }),
    response: pageOf(operatorAct),
    refusals: ["acts-range-inverted"],
  }),
  countOperatorActs: endpoint({
    operationId: "countOperatorActs",
    method: "GET",
    path: "/surveillance/operator-act-counts",
    summary: "Counts what the operator did by month and kind, for at most twelve months. For regulators only.",
    roles: ["regulator"],
    query: z.object({
      area: areaOfActs,
      from: yearMonth.describe("First month, YYYY-MM"),
      until: yearMonth.describe("Last month, included"),
    }),
    response: component("OperatorActCounts", {
      items: z.array(actCount).describe("In the order of the months; kinds without an act are left out"),
    }),
    refusals: ["acts-range-inverted", "acts-months-too-many"],
  }),
} as const;

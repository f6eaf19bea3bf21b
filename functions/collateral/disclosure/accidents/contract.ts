import * as z from "zod";
import { areaCode, areaCodeOut } from "../../../../shared/kernel/areas.ts";
import { endpoint } from "../../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../../shared/kernel/fact.ts";
import { dayOut, field, instantOut } from "../../../../shared/kernel/fields.ts";
import { component, documentReference, id, pageOf, pageQuery, plainDate, reasonGiven, words } from "../../../../shared/kernel/schemas.ts";
import { accidentLifecycle } from "../lifecycles.ts";

const stated = {
  accidentId: z.string().describe("Record"),
  partyId: field.partyId,
  partyName: field.partyName,
  creditCode: field.creditCode,
  siteId: field.siteId.optional(),
  siteName: z.string().optional().describe("Name of the site; absent where it concerns the member as a whole"),
  area: areaCodeOut.describe("Area of the site or the member"),
  happenedOn: dayOut("Day on which it happened"),
  documentNumber: field.documentNumber,
  reason: field.reason,
} as const;
const accident = component("MajorAccident", {
  ...stated,
  state: words("MajorAccidentState", accidentLifecycle.states, "Whether the record was withdrawn"),
  excludesUntil: dayOut("Last day on which it keeps from pledging"),
  recordedAt: instantOut("When it was recorded"),
  withdrawnAt: instantOut("When the record was withdrawn").optional(),
  withdrawalDocument: field.documentNumber.describe("Document of the withdrawal").optional(),
  withdrawalReason: field.reason.describe("Reason of the withdrawal").optional(),
});
const ofAccident = z.object({ accidentId: id });
const readers = ["enterprise", "regulator", "district", "operator"] as const;

/** The endpoints of major accidents. */
export const accidentEndpoints = {
  recordAccident: endpoint({
    operationId: "recordAccident",
    method: "POST",
    path: "/collateral/accidents",
    summary: "Records a major accident of a site or a member, which keeps its permits from being pledged for as long as the rule says.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    body: z.object({
      partyId: id.describe("Member"),
      siteId: id.optional().describe("Site where it happened; absent where it concerns the member as a whole"),
      happenedOn: plainDate.describe("Day on which it happened"),
      documentNumber: documentReference,
      reason: reasonGiven,
    }),
    response: accident,
    refusals: ["accident-to-come"],
    creates: "/collateral/accidents/{accidentId}",
  }),
  withdrawAccident: endpoint({
    operationId: "withdrawAccident",
    method: "POST",
    path: "/collateral/accidents/{accidentId}/withdrawal",
    summary: "Withdraws the record of a major accident: it keeps nothing from being pledged any more.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: ofAccident,
    body: z.object({ documentNumber: documentReference, reason: reasonGiven }),
    response: accident,
    refusals: ["wrong-state"],
  }),
  listAccidents: endpoint({
    operationId: "listAccidents",
    method: "GET",
    path: "/collateral/accidents",
    summary: "Lists records of major accidents, newest first: enterprises see their own, authorities those of their area.",
    roles: readers,
    query: pageQuery.extend({
      area: areaCode
        .optional()
        .describe("For authorities: only this area and its sub-areas; their own area by default")
        .meta({ example: "420704" }),
    }),
    response: pageOf(accident),
    refusals: [],
  }),
  readAccident: endpoint({
    operationId: "readAccident",
    method: "GET",
    path: "/collateral/accidents/{accidentId}",
    summary: "Reads the record of a major accident: the member and the authorities of its area.",
    roles: readers,
    params: ofAccident,
    response: accident,
    refusals: [],
  }),
} as const;

/** The facts of major accidents. */
export const accidentFacts = {
  accidentRecorded: factSchema(
    "major-accident-recorded",
    1,
    z.object({ ...stated, excludesUntil: dayOut("Last day on which it keeps from pledging") }),
    "The bureau recorded a major accident, which keeps permits from being pledged for some years.",
  ),
  accidentWithdrawn: factSchema(
    "major-accident-withdrawn",
    1,
    z.object({
      ...stated,
      withdrawalDocument: field.documentNumber.describe("Document of the withdrawal"),
      withdrawalReason: field.reason.describe("Reason of the withdrawal"),
    }),
    "The bureau withdrew the record of a major accident.",
  ),
} as const;

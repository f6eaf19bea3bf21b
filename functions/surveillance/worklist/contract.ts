import * as z from "zod";
import { areaCode, areaCodeOut } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { bilingualText, instantOut } from "../../../shared/kernel/fields.ts";
import { component, decimalOut, id, pageOf, pageQuery, shortText } from "../../../shared/kernel/schemas.ts";
import { subject } from "../../../shared/kernel/subject.ts";
import { pollutantCodeOut, poolIdOut } from "../../../shared/permits/pools.ts";
import { concernedMember } from "../screens/contract.ts";
import { screenName } from "../screens/vocabulary.ts";
import { itemEvent, itemOutcome, itemState } from "./vocabulary.ts";

const reason = shortText.describe("Reason; kept with the item, and shown to nobody but regulators");

/** An item of the worklist. */
const item = component("SurveillanceItem", {
  itemId: z.string().describe("Item: one screen of one auction"),
  auctionId: z.string().describe("Auction"),
  title: z.string().describe("Title of the sale"),
  screen: screenName,
  pollutant: pollutantCodeOut,
  pool: poolIdOut,
  area: areaCodeOut.describe("Area of the pool, whose regulators see it"),
  state: itemState,
  value: decimalOut.describe("Value that stood out, as of when the item was raised"),
  threshold: decimalOut.describe("Threshold as of then"),
  observed: bilingualText.describe("What was observed"),
  innocent: bilingualText.describe("What may explain it without anything being wrong"),
  concerned: z.array(concernedMember).describe("Members that the value is about, at most twenty"),
  raisedAt: instantOut("When it was raised"),
  assignee: z.string().optional().describe("Person (token subject) who reviews it"),
  outcome: itemOutcome.optional().describe("How it was closed last"),
  changedAt: instantOut("When its state changed last"),
});

const entry = component("SurveillanceItemEntry", {
  entryId: z.string().describe("Entry of the item's history"),
  event: itemEvent,
  at: instantOut("When it happened"),
  by: z.string().describe("Person (token subject) who did it; the screen for what it raised"),
  text: z.string().describe("Note, reason, or what was observed; empty where nothing was said"),
  assignee: z.string().optional().describe("Person (token subject) that it was assigned to"),
  outcome: itemOutcome.optional(),
});

const params = z.object({ itemId: id });
const path = "/surveillance/items/{itemId}" as const;
const ofRegulator = { roles: ["regulator"], params } as const;

/** The endpoints of the worklist. */
export const worklistEndpoints = {
  listSurveillanceItems: endpoint({
    operationId: "listSurveillanceItems",
    method: "GET",
    path: "/surveillance/items",
    summary:
      "Lists what stood out in auctions and waits for a review, the latest first; of one state or of one auction. For regulators of the pool only.",
    roles: ["regulator"],
    query: pageQuery.extend({
      area: areaCode
        .optional()
        .describe("Area of the pools; the caller's whole area of responsibility when absent")
        .meta({ example: "420704" }),
      state: itemState.optional(),
      auctionId: id.optional().describe("Only those of this auction"),
    }),
    response: pageOf(item),
    refusals: [],
  }),
  readSurveillanceItem: endpoint({
    ...ofRegulator,
    operationId: "readSurveillanceItem",
    method: "GET",
    path,
    summary: "Reads an item of the worklist. For regulators of the pool only.",
    response: item,
    refusals: [],
  }),
  listSurveillanceItemEntries: endpoint({
    ...ofRegulator,
    operationId: "listSurveillanceItemEntries",
    method: "GET",
    path: `${path}/entries`,
    summary: "Lists what happened to an item and what was noted, the earliest first: who, when, what. Nothing of it is ever changed.",
    query: pageQuery,
    response: pageOf(entry),
    refusals: [],
  }),
  noteSurveillanceItem: endpoint({
    ...ofRegulator,
    operationId: "noteSurveillanceItem",
    method: "POST",
    path: `${path}/notes`,
    summary: "Adds a note to an item, whatever its state.",
    body: z.object({ text: shortText.describe("What to note; shown to nobody but regulators") }),
    response: entry,
    refusals: [],
  }),
  assignSurveillanceItem: endpoint({
    ...ofRegulator,
    operationId: "assignSurveillanceItem",
    method: "POST",
    path: `${path}/assignment`,
    summary: "Takes an item into review: by the caller, or by another person of the caller's party.",
    body: z.object({ assignee: subject.optional().describe("Person who reviews it; the caller when absent") }),
    response: item,
    refusals: ["wrong-state", "assignee-not-of-your-party"],
  }),
  closeSurveillanceItem: endpoint({
    ...ofRegulator,
    operationId: "closeSurveillanceItem",
    method: "POST",
    path: `${path}/closing`,
    summary: "Closes an item that is in review, with its outcome and the reason.",
    body: z.object({ outcome: itemOutcome, reason }),
    response: item,
    refusals: ["wrong-state"],
  }),
  reopenSurveillanceItem: endpoint({
    ...ofRegulator,
    operationId: "reopenSurveillanceItem",
    method: "POST",
    path: `${path}/reopening`,
    summary: "Opens a closed item again, with the reason; how it was closed before stays in its entries.",
    body: z.object({ reason }),
    response: item,
    refusals: ["wrong-state"],
  }),
} as const;

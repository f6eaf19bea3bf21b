import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { field, instantOut } from "../../../shared/kernel/fields.ts";
import { id, pageOf, pageQuery } from "../../../shared/kernel/schemas.ts";
import { changedPositions, pledgeStated, positionNamed, positionOut, quantityOut } from "../pledges/shapes.ts";
import {
  courtFreeze,
  freezeEndGround,
  freezeEntered,
  freezeLifting,
  freezeParams,
  freezeQueue,
  freezeRenewal,
  freezeStated,
} from "./shapes.ts";

const byAuthority = { roles: ["regulator", "operator"], secondPerson: { always: ["regulator", "operator"] } } as const;
const readers = ["enterprise", "regulator", "district", "operator"] as const;
const freezePath = "/collateral/freezes/{freezeId}" as const;

/** The endpoints of freezes. */
export const freezesEndpoints = {
  enterFreeze: endpoint({
    ...byAuthority,
    operationId: "enterFreeze",
    method: "POST",
    path: "/collateral/freezes",
    summary:
      "Enters a court's order that freezes free tonnes, or tonnes of a slice behind the pledges on it. It acts at once; on a slice that is frozen already it waits for its turn.",
    body: freezeEntered,
    response: courtFreeze,
    refusals: [
      "not-freezable",
      "freeze-term-too-long",
      "position-expired",
      "exceeds-free",
      "exceeds-slice",
      "finer-than-unit",
      "slice-unknown",
      "register-full",
    ],
  }),
  renewFreeze: endpoint({
    ...byAuthority,
    operationId: "renewFreeze",
    method: "POST",
    path: `${freezePath}/renewals`,
    summary: "Renews a freeze before its term is over: the new term counts from the renewal.",
    params: freezeParams,
    body: freezeRenewal,
    response: courtFreeze,
    refusals: ["wrong-state", "freeze-term-too-long", "freeze-term-over", "position-expired"],
  }),
  liftFreeze: endpoint({
    ...byAuthority,
    operationId: "liftFreeze",
    method: "POST",
    path: `${freezePath}/liftings`,
    summary:
      "Lifts a freeze or a part of it by an order of the court: the next one in the queue takes its turn, and what nobody has any more is free.",
    params: freezeParams,
    body: freezeLifting,
    response: courtFreeze,
    refusals: ["wrong-state", "exceeds-frozen", "finer-than-unit", "position-expired", "register-full"],
  }),
  readFreeze: endpoint({
    operationId: "readFreeze",
    method: "GET",
    path: freezePath,
    summary: "Reads a freeze with its place in each queue: for the member whose tonnes are frozen, and the authorities of its area.",
    roles: readers,
    params: freezeParams,
    response: courtFreeze,
    refusals: [],
  }),
  listFreezes: endpoint({
    operationId: "listFreezes",
    method: "GET",
    path: "/collateral/freezes",
    summary: "Lists freezes, newest first: those on what the caller has, or those of an area.",
    roles: readers,
    query: pageQuery.extend({
      area: areaCode.optional().describe("For authorities: only this area and its sub-areas; their own area by default"),
    }),
    response: pageOf(courtFreeze),
    refusals: [],
  }),
  readFreezeQueue: endpoint({
    operationId: "readFreezeQueue",
    method: "GET",
    path: "/collateral/freeze-queues/{sliceId}",
    summary: "Reads the queue of freezes on a slice: for its owner, the banks that stand on it and the authorities of its area.",
    roles: ["bank", ...readers],
    params: z.object({ sliceId: id.describe("Slice") }),
    query: z.object(positionNamed),
    response: freezeQueue,
    refusals: [],
  }),
} as const;

/** The facts of freezes. */
export const freezesFacts = {
  freezeEntered: factSchema(
    "freeze-entered",
    1,
    z.object({ ...freezeStated, months: z.int().describe("Term in months, from its turn") }),
    "A court's freeze was entered: it acts at once, or waits for its turn.",
  ),
  freezeRenewed: factSchema(
    "freeze-renewed",
    1,
    z.object({ ...freezeStated, months: z.int().describe("New term in months, from the renewal") }),
    "A freeze was renewed before its term was over.",
  ),
  freezeLifted: factSchema(
    "freeze-lifted",
    1,
    z.object({ ...freezeStated, liftedQuantity: quantityOut.describe("What was lifted"), reason: field.reason }),
    "A court's freeze was lifted, in whole or in part.",
  ),
  freezeTurned: factSchema(
    "freeze-turned",
    1,
    z.object({ ...freezeStated, since: instantOut("When its turn began; its term runs from then") }),
    "The turn of a freeze that waited began on some tonnes.",
  ),
  freezeEnded: factSchema(
    "freeze-ended",
    1,
    z.object({ ...freezeStated, ground: freezeEndGround, endedQuantity: quantityOut.describe("What it ended on") }),
    "A freeze ended without an act of the court, on all of its tonnes or some.",
  ),
  pledgePartExpired: factSchema(
    "pledge-part-expired",
    1,
    z.object({
      ...pledgeStated,
      changed: changedPositions,
      expired: z.array(z.object({ ...positionOut, quantity: quantityOut })).describe("What has expired"),
    }),
    "Something of what is pledged expired; the pledge stands on the rest, and the debt is not discharged.",
  ),
} as const;

import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { bilingualText, field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, decimalOut, id, pageOf, pageQuery, plainDate, positiveCny, reasonGiven } from "../../../shared/kernel/schemas.ts";
import { ofBank, pledgePath, pledgeReaders, pledgingRefusals } from "./endpoint-parts.ts";
import {
  changedPositions,
  mostParts,
  placeOut,
  pledgeableQuantity,
  pledgeDrafted,
  pledgeListed,
  pledgeParams,
  pledgeRead,
  pledgeStated,
  positionNamed,
  positionOut,
  quantityOut,
} from "./shapes.ts";

/** The endpoints of pledges. */
export const pledgesEndpoints = {
  checkPledge: endpoint({
    operationId: "checkPledge",
    method: "GET",
    path: "/collateral/pledge-checks",
    summary:
      "Checks, before anything is drafted, every rule for pledging some of a position, with its source, what is free, and the most it can secure. The firm's consent has to cover its balances and whether they can be pledged; every check is recorded before it is answered, and the firm sees it.",
    roles: ["bank"],
    act: "enter",
    query: z.object({
      consentId: id.describe("Consent of the firm under which its position is read"),
      ...positionNamed,
      quantity: pledgeableQuantity,
      sliceId: id.optional().describe("Slice that it would join; absent for free tonnes"),
      amountCny: positiveCny.describe("Amount to secure in CNY"),
      appraisedCny: positiveCny.describe("Appraised value in CNY"),
      from: plainDate.describe("First day of the debt"),
      until: plainDate.describe("Last day of the debt"),
    }),
    response: component("PledgeCheck", {
      ...positionOut,
      quantity: quantityOut,
      checkedAt: instantOut("When it was checked; what holds later may differ"),
      pledgeable: z.boolean().describe("Whether every rule is kept"),
      freeQuantity: quantityOut.describe("Free quantity"),
      largestCny: field.cny.describe("The most that the appraised value can secure, in CNY"),
      loanToValue: decimalOut.describe("Largest secured amount for one yuan of value"),
      seniors: z.array(z.string()).describe("Registration numbers on the slice, which a draft has to accept"),
      rules: z
        .array(
          component("PledgingRule", {
            rule: z.string().describe("Rule"),
            text: bilingualText.describe("What it asks"),
            source: bilingualText.describe("Document and article in which it is written"),
            kept: z.boolean().describe("Whether it is kept"),
            problem: z.string().optional().describe("Code of the problem with which a draft would be refused"),
            detail: bilingualText.optional().describe("Why, and what to do; absent where it is kept"),
          }),
        )
        .describe("Every rule, in the order in which it refuses"),
    }),
    refusals: ["not-pledgeable", "reader-suspended", "reader-letter-over", "consent-not-in-force", "outside-consent"],
  }),
  draftPledge: endpoint({
    ...ofBank,
    operationId: "draftPledge",
    method: "POST",
    path: "/collateral/pledges",
    summary:
      "Drafts a pledge for the bank: every rule is checked, nothing is held yet. The pledgor confirms it, then the bank registers it.",
    body: pledgeDrafted,
    creates: "/collateral/pledges/{pledgeId}",
    response: pledgeRead,
    refusals: ["pledgor-unknown", "debtor-code-invalid", "date-in-future", "position-twice", ...pledgingRefusals],
  }),
  confirmPledge: endpoint({
    operationId: "confirmPledge",
    method: "POST",
    path: `${pledgePath}/confirmation`,
    summary: "Confirms a draft as its pledgor.",
    roles: ["enterprise"],
    secondPerson: { choice: "pledges" },
    params: pledgeParams,
    response: pledgeRead,
    refusals: ["wrong-state"],
  }),
  refusePledge: endpoint({
    operationId: "refusePledge",
    method: "POST",
    path: `${pledgePath}/refusal`,
    summary: "Refuses a pledge before it is registered, as its bank or its pledgor.",
    roles: ["bank", "enterprise"],
    params: pledgeParams,
    body: z.object({ reason: reasonGiven }),
    response: pledgeRead,
    refusals: ["wrong-state"],
  }),
  registerPledge: endpoint({
    ...ofBank,
    operationId: "registerPledge",
    method: "POST",
    path: `${pledgePath}/registration`,
    summary: "Registers a confirmed pledge: what is free is held from this moment on, and the pledge gets its rank.",
    params: pledgeParams,
    response: pledgeRead,
    refusals: ["wrong-state", "not-confirmed", "payer-unconfirmed", ...pledgingRefusals],
  }),
  releasePledgePart: endpoint({
    ...ofBank,
    operationId: "releasePledgePart",
    method: "POST",
    path: `${pledgePath}/releases`,
    summary: "Releases a part of what is pledged; all of it ends with the pledge itself.",
    params: pledgeParams,
    body: z.object({
      parts: z
        .array(z.object({ ...positionNamed, sliceId: id.describe("Slice"), quantity: pledgeableQuantity }))
        .min(1)
        .max(mostParts)
        .describe("What is released, each slice once"),
      reason: reasonGiven,
    }),
    response: pledgeRead,
    refusals: [
      "wrong-state",
      "slice-unknown",
      "position-twice",
      "release-exceeds-pledged",
      "release-leaves-nothing",
      "register-full",
      "finer-than-unit",
      "position-expired",
    ],
  }),
  cancelPledge: endpoint({
    ...ofBank,
    operationId: "cancelPledge",
    method: "POST",
    path: `${pledgePath}/cancellation`,
    summary: "Cancels a pledge that is repaid, undisbursed or lapsed: what it held alone is free again; others on its slices keep theirs.",
    params: pledgeParams,
    body: z.object({ reason: reasonGiven }),
    response: pledgeRead,
    refusals: ["wrong-state", "position-expired"],
  }),
  readPledge: endpoint({
    operationId: "readPledge",
    method: "GET",
    path: pledgePath,
    summary: "Reads a pledge with its slices and ranks: for its bank, its pledgor and the authorities of its area.",
    roles: pledgeReaders,
    params: pledgeParams,
    response: pledgeRead,
    refusals: [],
  }),
  listPledges: endpoint({
    operationId: "listPledges",
    method: "GET",
    path: "/collateral/pledges",
    summary: "Lists pledges, newest first: those of the calling bank or pledgor, or those of an area.",
    roles: pledgeReaders,
    query: pageQuery.extend({
      area: areaCode.optional().describe("For authorities: only this area and its sub-areas; their own area by default"),
    }),
    response: pageOf(pledgeListed),
    refusals: [],
  }),
  readRegister: endpoint({
    operationId: "readRegister",
    method: "GET",
    path: "/collateral/registers/{account}",
    summary: "Reads what lies on a position in order of rank, and what is free: for its owner and the authorities of its area.",
    roles: ["enterprise", "regulator", "district", "operator"],
    params: z.object({ account: positionNamed.account }),
    query: z.object({ instrument: positionNamed.instrument }),
    response: component("PositionRegister", {
      ...positionOut,
      partyId: field.partyId,
      freeQuantity: quantityOut.describe("Free quantity"),
      slices: z
        .array(
          component("RegisterSlice", {
            sliceId: z.string().describe("Slice"),
            quantity: quantityOut,
            entries: z
              .array(
                component("RegisterLine", {
                  pledgeId: z.string().describe("Pledge"),
                  bankId: field.partyId.describe("Bank"),
                  rank: z.int().min(1).describe("Rank: 1 is paid first"),
                  registered: placeOut.describe("Its registration here"),
                  filed: placeOut.optional().describe("Its filing with the unified registry"),
                }),
              )
              .describe("Pledges by rank"),
            freezes: z
              .array(
                component("RegisterFreeze", {
                  freezeId: z.string().describe("Freeze"),
                  enteredAt: instantOut("When it was entered"),
                  months: z.int().describe("How long it lasts from its turn, in months"),
                  since: instantOut("When its turn began; absent while it waits").optional(),
                  until: instantOut("First instant at which it is over here; absent while it waits").optional(),
                }),
              )
              .describe("Freezes: the first is in force, the others wait in turn"),
          }),
        )
        .describe("Slices"),
      version: z.int().min(0).describe("Changes so far"),
    }),
    refusals: ["not-pledgeable"],
  }),
} as const;

const ended = { ...pledgeStated, reason: field.reason } as const;

/** The facts of pledges. */
export const pledgesFacts = {
  pledgeDrafted: factSchema("pledge-drafted", 1, z.object(pledgeStated), "A bank drafted a pledge; nothing is held."),
  pledgeConfirmed: factSchema("pledge-confirmed", 1, z.object(pledgeStated), "The pledgor confirmed a pledge."),
  pledgeRefused: factSchema("pledge-refused", 1, z.object(ended), "The bank or the pledgor refused a pledge before its registration."),
  pledgeNotRegistered: factSchema("pledge-not-registered", 1, z.object(pledgeStated), "A draft was not registered in time and lapsed."),
  pledgeRegistered: factSchema(
    "pledge-registered",
    1,
    z.object({ ...pledgeStated, registered: placeOut.describe("Its registration here"), changed: changedPositions }),
    "A pledge was registered: it has its rank, and what was free is held.",
  ),
  pledgePartReleased: factSchema(
    "pledge-part-released",
    1,
    z.object({ ...ended, changed: changedPositions }),
    "A part of what is pledged was released.",
  ),
  pledgeCancelled: factSchema(
    "pledge-cancelled",
    1,
    z.object({ ...ended, changed: changedPositions }),
    "A pledge was cancelled; what it held alone is free.",
  ),
  pledgeLapsed: factSchema(
    "pledge-lapsed",
    1,
    z.object(pledgeStated),
    "The term of a registration ended; what is pledged stays held until its release is recorded.",
  ),
  pledgeExpired: factSchema(
    "pledge-expired",
    1,
    z.object({ ...pledgeStated, changed: changedPositions }),
    "What was pledged expired and the pledge ended with it; the debt is not discharged.",
  ),
} as const;

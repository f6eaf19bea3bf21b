import * as z from "zod";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { field } from "../../../shared/kernel/fields.ts";
import { documentReference, id, pageOf, pageQuery, positiveCny, reasonGiven } from "../../../shared/kernel/schemas.ts";
import { ofBank, pledgePath, pledgeReaders } from "../pledges/endpoint-parts.ts";
import { pledgeableQuantity, pledgeParams, pledgeStated, positionNamed, siteOfPosition } from "../pledges/shapes.ts";
import {
  enforcement,
  enforcementField,
  enforcementGround,
  enforcementParams,
  enforcementPayment,
  enforcementState,
  enforcementStated,
  numberedDocument,
  pledgorStated,
  takenOver,
  takeOverStated,
  takerKind,
} from "./shapes.ts";

const path = "/collateral/enforcements/{enforcementId}" as const;

/** The endpoints of enforcement. */
export const enforcementEndpoints = {
  beginEnforcement: endpoint({
    ...ofBank,
    operationId: "beginEnforcement",
    method: "POST",
    path: `${pledgePath}/enforcements`,
    summary:
      "Begins to enforce a pledge on one of its slices: the operator may then sell the tonnes in an auction, or they are taken over at a price.",
    params: pledgeParams,
    body: z.object({
      ...positionNamed,
      sliceId: id.optional().describe("Slice; the first of the pledge on the position where it is absent"),
      quantity: pledgeableQuantity.optional().describe("Some of the slice; all of it where it is absent"),
      ground: enforcementGround,
      document: numberedDocument.describe("The agreement or the judgment"),
    }),
    creates: path,
    response: enforcement,
    refusals: ["wrong-state", "slice-unknown", "finer-than-unit", "frozen", "being-enforced", "register-full"],
  }),
  withdrawEnforcement: endpoint({
    ...ofBank,
    operationId: "withdrawEnforcement",
    method: "POST",
    path: `${path}/withdrawal`,
    summary: "Withdraws an enforcement before a sale of its tonnes is announced: the pledge stands as before.",
    params: enforcementParams,
    body: z.object({ reason: reasonGiven }),
    response: enforcement,
    refusals: ["wrong-state", "on-sale"],
  }),
  proposeTakeOver: endpoint({
    ...ofBank,
    operationId: "proposeTakeOver",
    method: "PUT",
    path: `${path}/take-over`,
    summary:
      "Proposes who takes the tonnes over and at what price. The pledgor agrees to it, unless a document of a court fixes the price.",
    params: enforcementParams,
    body: z.object({
      taker: takerKind,
      takerId: id.optional().describe("Site or member that takes over; absent for the reserve"),
      priceCny: positiveCny.describe("Price of all the tonnes in CNY"),
      courtDocument: numberedDocument.optional().describe("Document of the court that fixes the price"),
    }),
    response: enforcement,
    refusals: ["wrong-state", "on-sale", "taker-not-eligible"],
  }),
  agreeToTakeOver: endpoint({
    operationId: "agreeToTakeOver",
    method: "POST",
    path: `${path}/take-over/agreement`,
    summary: "Agrees to the price of a take-over, as the pledgor.",
    roles: ["enterprise"],
    secondPerson: { choice: "pledges" },
    params: enforcementParams,
    body: z.object({ priceCny: positiveCny.describe("Price as proposed") }),
    response: enforcement,
    refusals: ["wrong-state", "proposal-changed"],
  }),
  completeTakeOver: endpoint({
    operationId: "completeTakeOver",
    method: "POST",
    path: `${path}/take-over/completion`,
    summary:
      "Takes the tonnes over as the taker, against payment and in one step: a site uses its certified need, the reserve pays from its fund for buy-backs; the money goes to the pledges by rank, and what is left to the pledgor.",
    roles: ["enterprise", "regulator"],
    secondPerson: { choice: "pledges", always: ["regulator"] },
    params: enforcementParams,
    body: z.object({ project: id.optional().describe("Project of the site whose certified need is used; for permits") }),
    response: enforcement,
    refusals: ["wrong-state", "frozen", "position-expired", "taker-not-eligible", "need-not-covered", "price-not-covered"],
  }),
  releaseHeldProceeds: endpoint({
    operationId: "releaseHeldProceeds",
    method: "POST",
    path: `${path}/held-proceeds/releases`,
    summary:
      "Releases money that is set aside under a freeze, by a document of the court: to the pledgor, or to a member that the court names.",
    roles: ["operator"],
    secondPerson: { always: ["operator"] },
    params: enforcementParams,
    body: z.object({
      amountCny: positiveCny.describe("CNY to release"),
      partyId: id.optional().describe("Member that the court awards it to; the pledgor where it is absent"),
      documentNumber: documentReference,
      reason: reasonGiven,
    }),
    response: enforcement,
    refusals: ["nothing-held"],
  }),
  readEnforcement: endpoint({
    operationId: "readEnforcement",
    method: "GET",
    path,
    summary: "Reads an enforcement: for its bank, its pledgor and the authorities of its area. A bank sees of payments its own.",
    roles: pledgeReaders,
    params: enforcementParams,
    response: enforcement,
    refusals: [],
  }),
  listEnforcements: endpoint({
    operationId: "listEnforcements",
    method: "GET",
    path: "/collateral/enforcements",
    summary: "Lists enforcements, newest first: those of the calling bank or pledgor, or, for the operator, those of a bank.",
    roles: ["bank", "enterprise", "operator"],
    query: pageQuery.extend({
      bankId: id.optional().describe("For the operator: the bank").meta({ example: "0195a1b2-0a00-7000-8000-000000000009" }),
    }),
    response: pageOf(enforcement),
    refusals: [],
  }),
} as const;

/** The facts of enforcement. */
export const enforcementFacts = {
  enforcementBegun: factSchema(
    "enforcement-begun",
    1,
    z.object({ ...pledgeStated, ...enforcementStated, ground: enforcementGround, documentNumber: field.documentNumber }),
    "A bank began to enforce its pledge on some tonnes.",
  ),
  enforcementNoted: factSchema(
    "enforcement-noted",
    1,
    z.object({ ...enforcementStated, state: enforcementState }),
    "Tonnes on which other banks have pledges are being enforced, or are not any more. It says no amounts.",
  ),
  enforcementWithdrawn: factSchema(
    "enforcement-withdrawn",
    1,
    z.object({ ...pledgeStated, ...enforcementStated, reason: field.reason }),
    "A bank withdrew an enforcement; its pledge stands as before.",
  ),
  takeOverProposed: factSchema(
    "take-over-proposed",
    1,
    z.object({ ...enforcementStated, ...takeOverStated, state: enforcementState }),
    "A bank proposed who takes tonnes over, and at what price.",
  ),
  takeOverAgreed: factSchema(
    "take-over-agreed",
    1,
    z.object({ ...enforcementStated, ...takeOverStated }),
    "The pledgor agreed to the price of a take-over.",
  ),
  enforcementEnded: factSchema(
    "enforcement-ended",
    1,
    z.object({
      ...enforcementStated,
      ...pledgorStated,
      poolArea: areaCodeOut.optional().describe("Area of the pool; absent where the instrument has none"),
      takeOver: takenOver.optional().describe("The take-over; absent after a sale"),
      state: enforcementState,
      auctionId: enforcementField.auctionId.optional(),
      endedTonnes: field.tonnes.describe("Tonnes that were sold or taken over"),
      proceedsCny: field.cny.describe("What they brought, with forfeited deposits"),
      forfeitedCny: field.cny.describe("Deposits of winners in default among it"),
      payments: z.array(enforcementPayment).describe("What each pledge was paid"),
      heldCny: field.cny.describe("Set aside under freezes"),
      pledgorCny: field.cny.describe("Paid to the pledgor"),
      moves: enforcementField.moves,
    }),
    "An enforcement ended: what was sold or taken over is paid out by rank, and what is left is the pledgor's. For the pledgor and authorities.",
  ),
  pledgeEnforced: factSchema(
    "pledge-enforced",
    1,
    z.object({
      ...pledgeStated,
      enforcementId: enforcementField.enforcementId,
      account: field.account,
      ...siteOfPosition,
      instrument: field.instrument,
      endedTonnes: field.tonnes.describe("Tonnes on which it has nothing any more"),
      paidCny: field.cny.describe("Paid to its bank"),
    }),
    "An enforcement ended on tonnes of a pledge: what its bank was paid, and what it secures and has since.",
  ),
  heldProceedsReleased: factSchema(
    "held-proceeds-released",
    1,
    z.object({
      ...enforcementStated,
      amountCny: field.cny.describe("CNY released"),
      remainingCny: field.cny.describe("CNY that stay set aside"),
      ...{ pledgorId: pledgorStated.pledgorId, pledgorName: field.partyName, pledgorCode: field.creditCode },
      partyId: field.partyId.describe("Member that it was released to"),
      partyName: field.partyName,
      creditCode: field.creditCode,
      documentNumber: field.documentNumber,
      reason: field.reason,
      moves: enforcementField.moves,
    }),
    "Money that was set aside under a freeze was released by a document of the court.",
  ),
} as const;

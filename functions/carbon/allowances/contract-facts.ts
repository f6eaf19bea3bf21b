import * as z from "zod";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { field, instantOut } from "../../../shared/kernel/fields.ts";
import { decimalOut } from "../../../shared/kernel/schemas.ts";
import { entityStated } from "../shapes.ts";
import { allocationStated, allowanceField, allowanceObjection, allowancePlan } from "./shapes.ts";
import { allocationKindOut, allowanceMarketOut } from "./vocabulary.ts";

const planStated = allowancePlan.omit({ state: true, reason: true });
const returned = decimalOut.describe("Whole tonnes that left the account of the plan again: its whole total where it had been approved");
const objectionStated = { ...allocationStated, ...allowanceObjection.omit({ state: true, reason: true, answeredAt: true }).shape };

/** Facts about allowances; tonnes are decimal strings. */
export const allowancePlanFacts = {
  allowancePlanDrafted: factSchema(
    "allowance-plan-drafted",
    1,
    planStated.extend({ returnedTonnes: returned }),
    "A plan of allowances was drafted, or drafted again before its publication; its entities follow until it is approved.",
  ),
  allowancePlanApproved: factSchema(
    "allowance-plan-approved",
    1,
    planStated.extend({ reason: field.reason }),
    "A plan of allowances was approved: its total is issuable, and no more than it is ever issued under the plan.",
  ),
  allowancePlanPublished: factSchema(
    "allowance-plan-published",
    1,
    planStated.extend({ reason: field.reason }),
    "A plan of allowances was published; its entities are told what it gives them.",
  ),
  preAllocationBegun: factSchema(
    "allowance-pre-allocation-begun",
    1,
    planStated.extend({ reason: field.reason }),
    "Allowances of a plan are allocated before verification, to all its entities.",
  ),
  preAllocationEnded: factSchema(
    "allowance-pre-allocation-ended",
    1,
    planStated,
    "Every entity of a plan has its pre-allocated allowances.",
  ),
  allowancePlanWithdrawn: factSchema(
    "allowance-plan-withdrawn",
    1,
    planStated.extend({ reason: field.reason, returnedTonnes: returned }),
    "A plan of allowances was withdrawn before its publication.",
  ),
} as const;

/** Facts about what entities get. */
export const allocationFacts = {
  allowancesAnnounced: factSchema(
    "allowances-announced",
    1,
    z.object({
      ...allocationStated,
      figure: allowanceField.figure,
      entitledTonnes: allowanceField.wholeTonnes.describe("Whole tonnes by the method of the plan"),
      preTonnes: allowanceField.wholeTonnes.describe("Whole tonnes that will be allocated before verification"),
      objectionsUntil: allowanceField.objectionsUntil,
    }),
    "A published plan says what an entity gets; the entity may object.",
  ),
  allowancesAllocated: factSchema(
    "allowances-allocated",
    1,
    z.object({
      ...allocationStated,
      kind: allocationKindOut,
      figure: allowanceField.figure,
      entitledTonnes: allowanceField.wholeTonnes.describe("Whole tonnes that the entity is entitled to now"),
      tonnes: allowanceField.wholeTonnes.describe("Whole tonnes issued to it now; 0 where it had enough"),
      blockReference: z
        .string()
        .describe("Reference of the block that was issued, never used again: market, vintage, last month, allocation and its version"),
      issuedTonnes: allowanceField.wholeTonnes.describe("Issued to it so far and not taken back"),
      verifiedTonnes: decimalOut.optional().describe("Verified emissions that a final allocation rests on"),
      reportVersion: z.int().optional().describe("Version of the accepted report that it rests on"),
      reason: field.reason.optional(),
      documentNumber: field.documentNumber,
      objectionsUntil: allowanceField.objectionsUntil,
      page: z
        .string()
        .optional()
        .describe("Allocation that names the entry of the page with which they were issued; only before verification"),
    }),
    "Allowances were allocated to an entity: before verification, finally, to a new entrant, on closure or after an objection.",
  ),
  allowancesClawedBack: factSchema(
    "allowances-clawed-back",
    1,
    z.object({
      ...allocationStated,
      entitledTonnes: allowanceField.wholeTonnes.describe("Whole tonnes that the entity is entitled to now"),
      tonnes: allowanceField.wholeTonnes.describe("Whole tonnes that it had beyond that"),
      taken: allowanceField.wholeTonnes.describe("Taken back, because they were free"),
      added: allowanceField.wholeTonnes.describe("Not free, and added to what it has to surrender"),
    }),
    "Allowances beyond an entity's entitlement were taken back, and the rest was added to its obligation.",
  ),
  allowancesCarriedOver: factSchema(
    "allowances-carried-over",
    1,
    z.object({
      ...allocationStated,
      fromInstrument: field.instrument.describe("Allowances of the earlier vintage that were converted"),
      tonnes: allowanceField.wholeTonnes.describe("Whole tonnes converted"),
      blockReference: z
        .string()
        .describe("Reference of the block that they became, never used again: market, vintage, last month, allocation and its version"),
      carriedTonnes: allowanceField.wholeTonnes.describe("Converted so far into this vintage"),
    }),
    "Allowances of an earlier vintage became allowances of the plan's.",
  ),
  allowanceObjectionRaised: factSchema(
    "allowance-objection-raised",
    1,
    z.object(objectionStated),
    "An entity objected to its allocation of allowances.",
  ),
  allowanceObjectionAnswered: factSchema(
    "allowance-objection-answered",
    1,
    z.object({
      ...objectionStated,
      outcome: z.string().describe("How it ended: `upheld` or `dismissed`"),
      reason: field.reason,
      answeredAt: instantOut("When it was answered"),
    }),
    "An objection to an allocation of allowances was answered.",
  ),
} as const;

const vintage = {
  instrument: field.instrument.describe("Allowances of a market and vintage"),
  market: allowanceMarketOut,
  vintage: z.string().describe("Year of the allowances"),
  lastMonth: allowanceField.lastMonth,
} as const;

/** Facts about what time does to allowances. */
export const vintageFacts = {
  allowancesEndSoon: factSchema(
    "allowances-end-soon",
    1,
    z.object({
      ...entityStated,
      ...vintage,
      tonnes: allowanceField.wholeTonnes.describe("Whole tonnes that the holder has, free or held"),
      endsAt: instantOut("First instant at which they can't be used any more"),
    }),
    "Allowances of a member end soon; what is not surrendered or carried over by then is retired.",
  ),
  allowancesExpired: factSchema(
    "allowances-expired",
    1,
    z.object({
      account: field.account,
      holder: z.object(entityStated).optional().describe("Who held them, with its name as of then; absent for an unknown party"),
      ...vintage,
      retiredTonnes: allowanceField.wholeTonnes.describe("Whole tonnes retired"),
      holds: z
        .array(
          z.object({
            holdId: z.string().describe("Hold"),
            purpose: z.string().describe("What it was held for"),
            quantity: decimalOut.describe("Whole tonnes of it that were left"),
            beneficiary: z.string().optional().describe("Party that benefited from the hold"),
          }),
        )
        .describe("Holds that ended with them"),
    }),
    "Allowances were retired because the vintage has ended.",
  ),
} as const;

import * as z from "zod";
import { field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, documentReference, id, sha256Hex, words } from "../../../shared/kernel/schemas.ts";
import { enforcementLifecycle } from "./lifecycles.ts";
import { enforcementGrounds, takerKinds } from "./vocabulary.ts";

/** Path of an enforcement. */
export const enforcementParams = z.object({ enforcementId: id });
/** On what an enforcement rests. */
export const enforcementGround = words("EnforcementGround", enforcementGrounds, "What an enforcement rests on: an agreement or a judgment");
/** Who takes over. */
export const takerKind = words("TakerKind", takerKinds, "Who takes over: a site, the reserve of the pool, or a member");
/** State of an enforcement. */
export const enforcementState = words("EnforcementState", enforcementLifecycle.states, "State of an enforcement");

/** A document, as input. */
export const numberedDocument = z.object({ documentNumber: documentReference, documentSha256: sha256Hex });
/** A document, in answers. */
const documentOut = component("NumberedDocument", { documentNumber: field.documentNumber, documentSha256: sha256Hex });

/** Fields with the same meaning in answers and facts about enforcement. */
export const enforcementField = {
  enforcementId: z.string().describe("Enforcement"),
  pledgeId: z.string().describe("Pledge"),
  registrationNumber: z.string().describe("Registration number of the pledge that is enforced"),
  bankId: z.string().describe("Bank that enforces"),
  pledgorId: z.string().describe("Pledgor"),
  auctionId: z.string().describe("Auction in which its tonnes are or were sold"),
  quantity: field.tonnes.describe("Tonnes that it is about"),
  moves: z.boolean().describe("Whether its ledger entry moves something"),
} as const;

const takeOver = component("ProposedTakeOver", {
  taker: takerKind,
  partyId: field.partyId.optional().describe("Member that takes over; absent for the reserve"),
  siteId: field.siteId.optional(),
  priceCny: field.cny.describe("Price of all the tonnes"),
  courtDocument: documentOut.optional().describe("Document of the court that fixes the price"),
  agreedAt: instantOut("When its price was fixed").optional(),
});

/** What a pledge was paid. */
export const enforcementPayment = component("EnforcementPayment", {
  pledgeId: enforcementField.pledgeId,
  bankId: field.partyId,
  paidCny: field.cny.describe("Paid to its bank"),
});

/** An enforcement; banks see of payments their own only. */
export const enforcement = component("Enforcement", {
  enforcementId: enforcementField.enforcementId,
  state: enforcementState,
  pledgeId: enforcementField.pledgeId,
  registrationNumber: enforcementField.registrationNumber,
  bankId: enforcementField.bankId,
  pledgorId: enforcementField.pledgorId,
  account: field.account,
  instrument: field.instrument,
  quantity: enforcementField.quantity,
  ground: enforcementGround,
  document: documentOut.describe("The agreement or the judgment"),
  takeOver: takeOver.optional().describe("Who would take the tonnes over, and at which price; absent before it is proposed"),
  auctionId: enforcementField.auctionId.optional(),
  endedTonnes: field.tonnes.optional().describe("Tonnes that were sold or taken over"),
  proceedsCny: field.cny.optional().describe("What they brought, with forfeited deposits"),
  payments: z.array(enforcementPayment).describe("Payments that the reader may see, in the order of the register"),
  heldCny: field.cny.optional().describe("Set aside under freezes; for the pledgor and authorities"),
  pledgorCny: field.cny.optional().describe("Paid to the pledgor; for the pledgor and authorities"),
  reason: field.reason.optional(),
  beganAt: instantOut("When it began"),
  endedAt: instantOut("When it ended").optional(),
});

/** What facts say of an enforcement. */
export const enforcementStated = {
  enforcementId: enforcementField.enforcementId,
  registrationNumber: enforcementField.registrationNumber,
  account: field.account,
  instrument: field.instrument,
  quantity: enforcementField.quantity,
} as const;

/** A take-over in facts. */
export const takeOverStated = {
  taker: takerKind,
  partyId: field.partyId.optional(),
  siteId: field.siteId.optional(),
  priceCny: field.cny,
} as const;

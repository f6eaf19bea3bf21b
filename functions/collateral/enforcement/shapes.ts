import * as z from "zod";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, decimalOut, documentReference, id, sha256Hex, words } from "../../../shared/kernel/schemas.ts";
import { siteOfPosition } from "../pledges/shapes.ts";
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

/** The pledgor in facts that a record is made from, and its site, as they were named when the enforcement began. */
export const pledgorStated = {
  pledgorId: field.partyId.describe("Pledgor"),
  pledgorName: field.partyName,
  pledgorCode: field.creditCode,
  ...siteOfPosition,
} as const;

/** A take-over that was completed, as facts say it: whatever a record of it needs. */
export const takenOver = z.object({
  taker: takerKind,
  partyId: field.partyId.optional(),
  partyName: field.partyName.optional(),
  creditCode: field.creditCode.optional(),
  siteId: field.siteId.optional(),
  siteName: z.string().optional().describe("Name of the taker's site"),
  siteArea: areaCodeOut.optional(),
  licenceNumber: field.licenceNumber.optional(),
  project: field.project.optional(),
  projectName: z.string().optional().describe("Name of the project whose need is used"),
  eiaNumber: z.string().optional().describe("Number of the decision on the project's environmental impact assessment"),
  offsetRatio: decimalOut.optional().describe("Tonnes taken over for each tonne delivered"),
  offsetGround: z.string().optional().describe("Ground of the offset ratio"),
  deliveredTonnes: field.tonnes.describe("What the taker got"),
  retiredTonnes: field.tonnes.describe("What was retired for the offset ratio"),
  priceCny: field.cny,
  betweenAssociates: z.boolean().describe("Whether taker and pledgor are associates of each other"),
  blockReference: z.string().describe("Reference of the block that was delivered, never used again"),
});

/** A take-over in facts. */
export const takeOverStated = {
  taker: takerKind,
  partyId: field.partyId.optional(),
  siteId: field.siteId.optional(),
  priceCny: field.cny,
} as const;

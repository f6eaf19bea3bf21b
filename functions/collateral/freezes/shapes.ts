import * as z from "zod";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { field, instantOut } from "../../../shared/kernel/fields.ts";
import {
  component,
  decimalOut,
  documentReference,
  id,
  reasonGiven,
  sha256Hex,
  shortText,
  wholeNumber,
  words,
} from "../../../shared/kernel/schemas.ts";
import { pledgeableQuantity, positionNamed, positionOut, quantityOut, siteOfPosition } from "../pledges/shapes.ts";
import { freezeLifecycle } from "./lifecycles.ts";

/** Path parameters that name a freeze. */
export const freezeParams = z.object({ freezeId: id.describe("Freeze") });
/** The document of a court, by number and hash. */
export const courtDocument = {
  documentNumber: documentReference.describe("Number of the court's document"),
  documentSha256: sha256Hex,
} as const;
const months = wholeNumber(1, 120, { zh: "个月", en: "months" });

/** What is entered for a freeze. */
export const freezeEntered = z.object({
  ...positionNamed,
  quantity: pledgeableQuantity,
  sliceId: id.optional().describe("Slice that it attaches to, all of it or a part; absent for free tonnes"),
  court: shortText.max(80).describe("Court that ordered it"),
  caseNumber: shortText.max(80).describe("Number of the case"),
  ...courtDocument,
  months: months.describe("Term in months, from its turn"),
});
/** What is entered for a renewal. */
export const freezeRenewal = z.object({ ...courtDocument, months: months.describe("New term in months, from the renewal") });
/** What is entered to lift a freeze. */
export const freezeLifting = z.object({
  ...courtDocument,
  quantity: pledgeableQuantity.optional().describe("Quantity that is lifted; absent for all of it"),
  sliceId: id.optional().describe("Only on this slice; absent for all slices in their order"),
  reason: reasonGiven,
});

const freezeState = words("FreezeState", freezeLifecycle.states, "State of the freeze");
const freezeOut = {
  freezeId: z.string().describe("Freeze"),
  state: freezeState,
  partyId: field.partyId.describe("Member that owns what is frozen"),
  partyName: field.partyName,
  ...positionOut,
  court: z.string().describe("Court that ordered it"),
  caseNumber: z.string().describe("Number of the case"),
} as const;

/** A court freeze with what it has in the register. */
export const courtFreeze = component("CourtFreeze", {
  ...freezeOut,
  area: areaCodeOut.describe("Area whose authorities answer for it"),
  documentNumber: field.documentNumber,
  documentSha256: sha256Hex,
  enteredQuantity: quantityOut.describe("What was frozen when it was entered"),
  months: z.int().describe("Term in months, from its turn"),
  enteredAt: instantOut("When it was entered"),
  changedAt: instantOut("When it last changed"),
  endedAt: instantOut("When it ended").optional(),
  version: z.int().min(1).describe("Version: changes so far"),
  parts: z
    .array(
      component("FrozenPart", {
        sliceId: z.string().describe("Slice"),
        quantity: quantityOut,
        place: z.int().min(1).describe("Its place in the queue: 1 is in force"),
        pledged: z.boolean().describe("Whether pledges stand on the slice, which come before it"),
        since: instantOut("When its turn began; absent while it waits").optional(),
        until: instantOut("First instant at which it is over here; absent while it waits").optional(),
      }),
    )
    .describe("What it has; none after its end"),
});

/** The queue of freezes on a slice. */
export const freezeQueue = component("FreezeQueue", {
  ...positionOut,
  sliceId: z.string().describe("Slice"),
  quantity: quantityOut,
  pledges: z.array(z.string()).describe("Registration numbers of the pledges on the slice, which are paid before any freeze"),
  freezes: z
    .array(
      component("QueuedFreeze", {
        freezeId: z.string().describe("Freeze"),
        court: z.string().describe("Court that ordered it"),
        caseNumber: z.string().describe("Number of the case"),
        enteredAt: instantOut("When it was entered"),
        months: z.int().describe("Term in months, from its turn"),
        since: instantOut("When its turn began; absent while it waits").optional(),
        until: instantOut("First instant at which it is over here; absent while it waits").optional(),
      }),
    )
    .describe("Freezes in turn: the first is in force"),
});

const grounds = ["term", "right", "realised"] as const;
/** What every fact about a freeze states. */
export const freezeStated = {
  ...freezeOut,
  creditCode: field.creditCode,
  ...siteOfPosition,
  documentNumber: field.documentNumber,
  documentSha256: sha256Hex,
  quantity: quantityOut.describe("What it has after the change, in force or waiting"),
  inForceQuantity: quantityOut.describe("What it is in force on after the change"),
  inForceChange: decimalOut.describe("By how much what it is in force on changed"),
  heldChange: decimalOut.describe("By how much what is held in the ledger changed with it"),
  until: instantOut("When its next term ends; absent where it only waits, or has ended").optional(),
  moves: z.boolean().describe("Whether an entry of the ledger was made under the id of this fact"),
} as const;
/** Why a freeze ends without an act of the court. */
export const freezeEndGround = words(
  "FreezeEndGround",
  grounds,
  "term: its term was over; right: what is frozen has expired; realised: what it lay on was sold or taken over",
);

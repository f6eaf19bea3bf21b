import * as z from "zod";
import { bilingualText, dayOut, field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, count, decimalOut, sha256Hex, words } from "../../../shared/kernel/schemas.ts";
import { registry } from "../asset-kinds.ts";
import { objectionState } from "../changes/objections/shapes.ts";
import { searchBy } from "./asked.ts";
import { freezeStates, registrationStates } from "./public-states.ts";

const registrationNumber = z.string().describe("Number of the registration here");

/** A legal entity as it was named in a registration. */
const namedEntity = component("RegisteredEntity", {
  creditCode: field.creditCode,
  legalName: z.string().describe("Legal name as of the registration"),
});

const objection = component("RegisteredObjection", {
  enteredAt: instantOut("When it was entered"),
  noticeBy: instantOut("Until when the bank has to be notified, else it is removed"),
  suitProofBy: instantOut("Until when proof of a suit has to be filed, else it is removed"),
  state: objectionState,
});

const registration = component("DisclosedRegistration", {
  registrationNumber,
  registeredAt: instantOut("When it was registered here"),
  state: words("DisclosedRegistrationState", registrationStates, "How it stands in the register; `released` is off this asset only"),
  secures: words(
    "DisclosedDebtKind",
    ["principal", "maximum"],
    "Whether one debt is secured or several up to a maximum; amounts are not disclosed",
  ),
  bank: namedEntity.describe("Who is secured"),
  pledgor: namedEntity.describe("Who pledges"),
  debtor: namedEntity.describe("Whose debt is secured"),
  quantity: decimalOut.describe("Tonnes (or units) of this asset on which it lies; 0 where it no longer does"),
  validUntil: dayOut("Last day of the registration"),
  filed: component("DisclosedFiling", {
    number: z.string().describe("Its number there"),
    at: instantOut("When it was registered there"),
  })
    .optional()
    .describe("Its registration in the unified registry; absent before it is filed"),
  endedAt: instantOut("When it ended; absent while it stands").optional(),
  objections: z.array(objection).describe("Objections to it"),
});

const freeze = component("DisclosedFreeze", {
  caseNumber: z.string().describe("Number of the court's case"),
  court: z.string().describe("Court"),
  enteredAt: instantOut("When it was entered"),
  state: words("DisclosedFreezeState", freezeStates, "Whether it is in force, waits for its turn, was lifted or has ended"),
  quantity: decimalOut.describe("Tonnes (or units) of this asset on which it lies; 0 where it no longer does"),
  since: instantOut("Since when it is in force; absent while it waits").optional(),
  until: instantOut("First instant at which it is over, as of its turn; absent while it waits").optional(),
  endedAt: instantOut("When it ended; absent while it stands").optional(),
});

const slice = component("DisclosedSlice", {
  quantity: decimalOut.describe("Tonnes (or units) of the slice"),
  ranks: z.array(registrationNumber).describe("Registrations on it by rank, the first one first"),
  payment: z
    .array(registrationNumber)
    .describe("The same in the order in which they are paid: who agreed to be paid later keeps its number"),
  freezes: z
    .array(z.string().describe("Number of the court's case"))
    .describe("Freezes on it: the first is in force, the others wait in this order"),
});

/** An asset, and all that is registered on it. */
export const disclosedAsset = component("DisclosedAsset", {
  account: field.account,
  instrument: field.instrument,
  kind: bilingualText.describe("Kind of asset"),
  statutoryRegistry: registry.describe("Registry whose time and number give rank for this kind of asset"),
  version: count.describe("Changes of its register so far"),
  changedAt: instantOut("When its register last changed"),
  slices: z.array(slice).describe("Its parts on which something lies"),
  registrations: z
    .array(registration)
    .describe("Pledges that are or were registered on it, newest first; live ones always, ended ones as far as `complete` says"),
  freezes: z.array(freeze).describe("Freezes that are or were entered on it, newest first"),
  complete: z
    .boolean()
    .describe("Whether every registration that ever was is shown; if not, search as of an earlier instant for older ones"),
  free: component("FreeQuantity", {
    quantity: decimalOut.describe("Tonnes (or units) on which nothing lies"),
    asOf: instantOut("As of when: the instant that was asked for, or when it was asked"),
  })
    .optional()
    .describe("What is left of the asset as of that instant; only where something lies on it"),
});
/** See `disclosedAsset`. */
export type DisclosedAsset = z.input<typeof disclosedAsset>;

/** What was asked, with the instant as it was meant. */
export const asked = component("CollateralSearch", {
  by: searchBy,
  value: z.string().describe("What was searched for"),
  instrument: field.instrument.optional(),
  at: instantOut("As of when; absent for a search as of the time it was asked").optional(),
});

/** Entities whose name was searched for. */
export const foundEntity = component("FoundEntity", {
  creditCode: field.creditCode,
  legalName: z.string().describe("The name by which it was found, as it was registered"),
});

/** Members of an answer beside its assets. */
export const answered = {
  asked: asked.describe("What was asked"),
  askedAt: instantOut("When it was asked"),
  asOf: instantOut("As of when the register is stated"),
  entities: z.array(foundEntity).describe("Entities that bear or bore the name, in a search by name"),
} as const;

/** A certificate: what was found, or that nothing was. */
export const certificate = component("CollateralCertificate", {
  number: z.string().describe("Its number"),
  issuedAt: instantOut("When it was issued"),
  issuedTo: namedEntity.describe("Who asked"),
  ...answered,
  statement: bilingualText.describe("What it states"),
  assets: z.array(disclosedAsset).describe("Assets on which something is or was registered; none if nothing was found"),
  parts: z.record(z.string(), z.string()).describe("SHA-256 of the canonical JSON of each member and of each asset, by JSON pointer"),
  contentSha256: sha256Hex.describe("SHA-256 of the canonical JSON of everything else in it"),
});
/** See `certificate`. */
export type Certificate = z.input<typeof certificate>;

import { enforcedFields } from "../../../shared/collateral/pledged-sales.ts";
import { json, oneOf, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import { enforcementLifecycle } from "./lifecycles.ts";
import { enforcementGrounds, type TakerKind } from "./vocabulary.ts";

/** A document by its number and hash. */
export interface NumberedDocument {
  readonly documentNumber: string;
  readonly documentSha256: string;
}

/** A proposed or agreed take-over. Figures are decimal strings. */
export interface TakeOver {
  readonly taker: TakerKind;
  /** Who takes over; absent for the reserve. */
  readonly partyId?: string;
  readonly siteId?: string;
  readonly priceCny: string;
  /** What fixes the price where the pledgor does not agree to it. */
  readonly courtDocument?: NumberedDocument;
  readonly agreedAt?: string;
}

/** What a pledge was paid out of an enforcement. */
export interface EnforcementPayment {
  readonly pledgeId: string;
  readonly bankId: string;
  readonly paidCny: string;
}

/** Money of a frozen slice that stays set aside for the court, in one hold on the pledgor's cash. */
export interface HeldProceeds {
  readonly holdId: string;
  readonly remainingCny: string;
  /** For each frozen part: the freeze in force, then those that waited. */
  readonly parts: readonly { readonly freezes: readonly string[]; readonly cny: string }[];
}

/** Tonnes of a freeze that were sold. */
export interface RealisedFreeze {
  readonly freezeId: string;
  readonly quantity: string;
  /** Those on which it was in force. */
  readonly inForceQuantity: string;
}

/** What came of an enforcement. Figures are decimal strings. */
export interface EnforcementResult {
  readonly endedTonnes: string;
  readonly proceedsCny: string;
  readonly forfeitedCny: string;
  readonly payments: readonly EnforcementPayment[];
  readonly heldCny: string;
  readonly pledgorCny: string;
  /** Freezes that have lost tonnes by it, each once. */
  readonly freezes: readonly RealisedFreeze[];
}

const fields = {
  ...enforcedFields,
  state: oneOf(...enforcementLifecycle.states),
  pledgeId: text,
  registrationNumber: text,
  ground: oneOf(...enforcementGrounds),
  document: json((value) => value as NumberedDocument),
  takeOver: optional(json((value) => value as TakeOver)),
  auctionId: optional(text),
  result: optional(json((value) => value as EnforcementResult)),
  held: optional(json((value) => value as HeldProceeds)),
  reason: optional(text),
  /** Names of the pledgor and of its site as of the beginning; no site where the account is the pledgor's own. */
  ...{ pledgorName: text, siteName: optional(text), licenceNumber: optional(text) },
  beganAt: text,
  endedAt: optional(text),
};
/** The enforcement of a pledge on one slice. */
export type Enforcement = RowOf<typeof fields>;
/** Rows of enforcements. */
export const enforcementCodec = rowCodec(fields);

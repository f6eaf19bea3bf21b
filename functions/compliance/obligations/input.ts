import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, decimal } from "../../../shared/kernel/decimal.ts";

/** The fact that an input is from. Facts are ordered by when they happened and by their ids, never by when they arrived. */
export interface Cause {
  readonly factId: string;
  readonly factType: string;
  readonly occurredAt: Instant;
}

/** Site and party as a fact names them. */
export interface Named {
  readonly siteId?: string;
  readonly siteName?: string;
  readonly partyId: string;
  readonly partyName: string;
  readonly creditCode: string;
  readonly area: string;
}

/** The change that a ledger entry made to what a subject holds of an instrument. */
export interface Posting {
  readonly kind: "posting";
  readonly instrument: string;
  readonly available: string;
  readonly held: string;
  readonly heldFor: Readonly<Record<string, string>>;
}
/** What the bureau recorded of a permit in the site's licence. */
export interface LicenceEntry {
  readonly kind: "record";
  readonly instrument: string;
  readonly recordedTonnes: string;
  readonly named: Named;
}
/** A declaration of a year's discharge that was accepted. */
export interface Declared {
  readonly kind: "declared";
  readonly year: string;
  readonly declarationId: string;
  readonly version: number;
  readonly tonnes: string;
  readonly named: Named;
}
/** A declaration whose acceptance was taken back. */
export interface Reversed {
  readonly kind: "reversed";
  readonly year: string;
  readonly declarationId: string;
}
/** The whole state of what an entity has to surrender for a year. */
export interface SurrenderState {
  readonly kind: "surrender";
  readonly year: string;
  readonly market: string;
  readonly version: number;
  readonly requiredTonnes: string;
  readonly addedTonnes: string;
  readonly surrenderedTonnes: string;
  readonly offsetTonnes: string;
  readonly offsetLimitTonnes: string;
  readonly deadlineAt: Instant;
  readonly state: string;
  readonly named: Named;
}
/** What a fact says of a subject. */
export type Said = Posting | LicenceEntry | Declared | Reversed | SurrenderState;
/** One row of a subject's inputs: what a fact says, and which fact. */
export type Input<Of extends Said = Said> = Cause & { readonly said: Of };

/** A published price of a market. */
export interface Price extends Cause {
  readonly date: string;
  readonly source: string;
  readonly version: number;
  readonly volumeTonnes: Decimal;
  readonly priceCny: Decimal;
}

/** All that an obligation is computed from, as far as it is known. */
export interface Inputs {
  /** What facts say of the subject, in the order of the facts. */
  readonly inputs: readonly Input[];
  /** Published prices that its exposure may rest on, in the order of the facts. */
  readonly prices: readonly Price[];
}

/** The inputs of one kind. */
export function inputsOf<Kind extends Said["kind"]>(inputs: readonly Input[], kind: Kind): Input<Extract<Said, { readonly kind: Kind }>>[] {
  return inputs.filter(({ said }) => said.kind === kind) as Input<Extract<Said, { readonly kind: Kind }>>[];
}

/** The order of facts. */
export function inOrderOfFacts(one: Cause, other: Cause): number {
  if (one.occurredAt !== other.occurredAt) return one.occurredAt < other.occurredAt ? -1 : 1;
  return one.factId === other.factId ? 0 : one.factId < other.factId ? -1 : 1;
}

/** The present, as far as a clock and facts tell it: what was heard has happened, even if another clock was ahead of ours. */
export function notBefore({ inputs, prices }: Inputs, now: Instant): Instant {
  return [...inputs, ...prices].reduce((latest, { occurredAt }) => (occurredAt > latest ? occurredAt : latest), now);
}

/** A part of what a position holds for a purpose; zero where a posting does not say. */
export function heldFor({ heldFor: purposes }: Posting, purpose: string): Decimal {
  return decimal(purposes[purpose] ?? "0");
}

import type { Instant } from "../../../shared/kernel/clock.ts";
import type { Decimal } from "../../../shared/kernel/decimal.ts";
import type { Account } from "../../../shared/ledger/account.ts";
import type { HoldPurpose } from "../../../shared/ledger/hold.ts";
import type { Instrument } from "../../../shared/ledger/instrument.ts";

/** A place in a registry that gives priority: when it was registered, and its number for those of the same moment. */
export interface Place {
  readonly at: Instant;
  readonly number: string;
}

/** What a pledge has in a slice. */
export interface RegisterEntry {
  readonly pledgeId: string;
  readonly bankId: string;
  /** Its registration here. */
  readonly registered: Place;
  /** Its registration in the registry that is statutory for the kind of asset, where that is another one; absent before it is filed. */
  readonly filed?: Place;
  /** Pledges of the same slice behind which it is paid by its bank's consent: its number stays what it is. */
  readonly paidAfter: readonly string[];
}

/** A freeze on a slice. The first of a slice is in force, those behind it wait for their turn (轮候). */
export interface RegisterFreeze {
  readonly freezeId: string;
  readonly enteredAt: Instant;
  /** How long it lasts from its turn, in months. */
  readonly months: number;
  /** When its turn began on this slice; absent while it waits. */
  readonly since?: Instant;
  /** First instant at which it is over on this slice; absent while it waits. */
  readonly until?: Instant;
}

/** A freeze that is to be put on a slice. */
export type NewFreeze = Pick<RegisterFreeze, "freezeId" | "enteredAt" | "months">;

/**
 * A part of a position that is pledged, frozen or both. A slice lives as long as something is on it, and its tonnes are held in the ledger all
 * the while: for a pledge as long as one is on it, then for the freeze. Slices that were divided share a hold.
 */
export interface Slice {
  readonly sliceId: string;
  readonly holdId: string;
  /** Decimal string, above zero. */
  readonly quantity: string;
  /** In the order of their registration here. */
  readonly entries: readonly RegisterEntry[];
  readonly freezes: readonly RegisterFreeze[];
  /** The enforcement that it is about, while one is. */
  readonly enforcement?: EnforcementMark;
}

/** An enforcement of a pledge on a slice: parts of the slice keep it when the slice is divided. */
export interface EnforcementMark {
  readonly enforcementId: string;
  readonly pledgeId: string;
}

/** A position that can be pledged: its account and instrument. */
export interface PositionName {
  readonly account: Account;
  readonly instrument: Instrument;
}

/** Everything that lies on one position. One row: its version makes changes happen in turn, which keeps ranks total and stable. */
export interface Register extends PositionName {
  /** Member that owns it. */
  readonly partyId: string;
  /** Area whose authorities answer for it. */
  readonly area: string;
  readonly slices: readonly Slice[];
  /** Changes so far; numbers of registrations count on it. */
  readonly version: number;
  readonly changedAt: Instant;
}

/** A change of what is held in the ledger. */
export type HoldMove =
  | {
      readonly move: "hold";
      readonly holdId: string;
      readonly quantity: Decimal;
      readonly purpose: Extract<HoldPurpose, "pledge" | "freeze">;
    }
  | { readonly move: "release"; readonly holdId: string; readonly quantity: Decimal }
  | { readonly move: "post"; readonly holdId: string; readonly quantity: Decimal; readonly to: Account };

/** What a change of a register comes to: its slices afterwards, and what moves in the ledger in the same transaction. */
export interface RegisterChange {
  readonly slices: readonly Slice[];
  readonly moves: readonly HoldMove[];
  /** Freezes whose turn begins on some slice, each once. */
  readonly turns: readonly string[];
}

/** Makes ids of new slices and holds, deterministic for the change: the first, the second and so on. */
export type NewIds = () => string;

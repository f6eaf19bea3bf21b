import type { Instant } from "../../../shared/kernel/clock.ts";
import type { Decimal } from "../../../shared/kernel/decimal.ts";
import type { ScreenName, UnmeasuredReason } from "./vocabulary.ts";

/** A member, by what a regulator recognizes it. */
export interface Named {
  readonly partyId: string;
  readonly partyName: string;
}

/** A member with the group of associates that it belongs to; its own number where it has declared none. */
export interface Grouped extends Named {
  readonly group: string;
}

/** A price and a quantity that somebody bid. */
export interface QuotedStep {
  readonly price: Decimal;
  readonly quantity: Decimal;
}

/** A member whose bid was cleared, with all its steps. */
export interface Bidder extends Grouped {
  readonly steps: readonly QuotedStep[];
}

/** A withdrawal of an enrolment. */
export interface Withdrawal extends Grouped {
  readonly at: Instant;
}

/** Everything that screens look at in one auction that has closed. */
export interface Session {
  readonly auctionId: string;
  readonly endedAt: Instant;
  readonly priceTick: Decimal;
  /** Who sold, as a member where it is one; undefined where its announcement was not heard. */
  readonly seller: { readonly name: string; readonly partyId?: string; readonly group?: string } | undefined;
  readonly bidders: readonly Bidder[];
  readonly winners: readonly { readonly partyId: string; readonly quantity: Decimal }[];
  /** Members that had enrolled and had no bid at the close: whether they never bid or withdrew it is not known. */
  readonly silent: readonly Named[];
  readonly withdrawals: readonly Withdrawal[];
}

/** A figure of a session, with the members that it is about; or why there is none. */
export type Measured = { readonly value: Decimal; readonly concerned: readonly Named[] } | { readonly unmeasured: UnmeasuredReason };

/** The figures of a session by screen. */
export type Figures = Readonly<Partial<Record<ScreenName, Measured>>>;

/** What later sessions need to know of one: who bid, who bought most, who withdrew, and its figures. */
export interface SessionSummary {
  readonly auctionId: string;
  readonly endedAt: Instant;
  /** Groups with a bid, in order; undefined where there are too many to compare. */
  readonly bidders: readonly Grouped[] | undefined;
  /** Group that bought most; undefined where nothing was sold. */
  readonly topBuyer: string | undefined;
  /** Members that withdrew an enrolment or had no bid at the close, in order; the book names no group of the latter. */
  readonly withdrew: readonly Named[];
  /** Figures of the session alone. */
  readonly own: Figures;
  /** All figures, as they are compared with. */
  readonly figures: Figures;
}

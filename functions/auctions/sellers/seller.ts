import type { Enforcements } from "../../../shared/collateral/pledged-sales.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import type { Decimal } from "../../../shared/kernel/decimal.ts";
import type { Outcome } from "../../../shared/kernel/outcome.ts";
import type { Account } from "../../../shared/ledger/account.ts";
import type { EntryEnvelope, LedgerEntry } from "../../../shared/ledger/entry.ts";
import type { Ledger } from "../../../shared/ledger/ledger.ts";
import type { PermitIssueRefusal } from "../../../shared/permits/issue.ts";
import type { SellingSide } from "../../../shared/permits/trading-limits.ts";
import type { NewFact } from "../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { AuctionsRefusal } from "../problems.ts";
import type { Auction, Award } from "../rows.ts";
import type { AuctionsStore } from "../store.ts";
import type { Terms } from "../terms.ts";
import type { PledgedSaleOutcome } from "../vocabulary.ts";

/** Dependencies of whatever concerns the tonnes of a lot. */
export interface SupplyPorts {
  readonly own: AuctionsStore;
  readonly ledger: Ledger;
  /** Enforcements of pledges, and what is frozen. */
  readonly enforcements: Enforcements;
}

/** Envelope of a fact about an auction. */
export type SaleEnvelope = Omit<NewFact<unknown>, "data">;

/** A lot that may be announced. */
export interface Offer {
  /** The auction with what is known of its lot from now on. */
  readonly auction: Auction;
  readonly writes: readonly WriteFragment<AuctionsRefusal | PermitIssueRefusal>[];
}

/** Whether a lot may still be sold as the close begins, with the checks of the transaction in which it begins. */
export type Standing =
  | { readonly is: "on sale"; readonly writes: readonly WriteFragment<never>[] }
  | { readonly is: "withdrawn"; readonly reason: string; readonly writes: readonly WriteFragment<never>[] };

/** Takes awarded tonnes from wherever the lot is, within an entry. */
export type Source = (entry: LedgerEntry<never>, to: Account, quantity: Decimal) => void;

/** Everything that differs by who sells: where tonnes come from, where those go that are not sold or not paid, and where the money goes. */
export interface Seller {
  /** Whether permits are issued for the sale, so that the exchange's bounds for terms hold. Those of a pledge exist with theirs. */
  readonly issues: boolean;
  /** Whether the lot waits in the auction's escrow, which is empty once everything is awarded or returned. */
  readonly keepsLotInEscrow: boolean;
  /** Members whom the sale concerns beside its bidders. */
  readonly parties: (auction: Pick<Auction, "pledged">) => readonly string[];
  /** The selling side for the trading limits. */
  readonly side: (auction: Pick<Auction, "terms" | "pledged">) => SellingSide;
  /** Puts the lot up for sale. */
  readonly offer: (ports: SupplyPorts, auction: Auction, envelope: EntryEnvelope) => Promise<Outcome<Offer, AuctionsRefusal>>;
  /** Asks whether the lot may still be sold at an instant. */
  readonly standing: (ports: SupplyPorts, auction: Auction, at: Instant) => Promise<Standing>;
  /** Where awarded tonnes are taken from now. */
  readonly source: (ports: SupplyPorts, auction: Auction) => Promise<Source>;
  /** Returns what was not sold. An entry that moves nothing is not made: `false`. */
  readonly giveBack: (entry: LedgerEntry<never>, auction: Auction, quantity: Decimal, at: Instant) => boolean;
  /** Takes back the tonnes of an award in default. */
  readonly takeBack: (entry: LedgerEntry<AuctionsRefusal>, auction: Auction, award: Award, at: Instant) => void;
  /** Where the price of an award and a forfeited deposit go. */
  readonly money: (terms: Terms, enrolmentId: string) => Account;
  /** Who benefits from a deposit: a house account, by its name. */
  readonly beneficiary: (terms: Terms) => string;
  /** Writes that end an auction: how many awards it has, or that it has none. */
  readonly ended: (
    own: AuctionsStore,
    auction: Auction,
    ending: { readonly outcome: PledgedSaleOutcome; readonly awards: number },
    envelope: SaleEnvelope,
  ) => readonly WriteFragment<never>[];
  /** Writes that go with the end of an award. */
  readonly awardEnded: (
    own: AuctionsStore,
    auction: Auction,
    award: Award,
    how: "settled" | "defaulted",
  ) => readonly WriteFragment<never>[];
}

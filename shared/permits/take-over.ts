import { dayOf } from "../kernel/calendar.ts";
import type { Instant } from "../kernel/clock.ts";
import { type Decimal, decimal } from "../kernel/decimal.ts";
import { required } from "../kernel/invariant.ts";
import { accept, type Outcome, type Refusal, refuse } from "../kernel/outcome.ts";
import { type Account, reserveAccount, siteAccount, striped } from "../ledger/account.ts";
import type { LedgerEntry } from "../ledger/entry.ts";
import type { Instrument } from "../ledger/instrument.ts";
import type { Hold } from "../ledger/rows.ts";
import { checkTransfer, type TradingSite } from "./check-transfer.ts";
import { need, permitTerm } from "./instruments.ts";
import { returnPermits } from "./issue.ts";
import type { LimitReader } from "./limit-facts.ts";
import { splitByOffset } from "./offset.ts";
import type { BrokenLimit, SellingSide } from "./trading-limits.ts";

/** Permits that somebody takes over at a price: a pledge on them is enforced. */
export interface TakenPermits {
  /** What the take-over is about: what it retires goes to an account of that name. */
  readonly reference: string;
  readonly account: Account;
  readonly instrument: Instrument;
  readonly quantity: Decimal;
  readonly at: Instant;
}

/** Tonnes that go to an account. */
export interface TakenPart {
  readonly to: Account;
  readonly quantity: Decimal;
}

/** A certified need, as far as who takes permits over uses it. */
export interface CertifiedNeed {
  readonly siteId: string;
  readonly offsetRatio: string;
  readonly offsetGround: string;
  readonly project: string;
  readonly projectName: string;
  readonly eiaNumber: string;
}

/** Reads certified needs: which site one is of, and at which offset ratio it buys. */
export interface NeedReader {
  certified(pollutant: string, project: string): Promise<CertifiedNeed | undefined>;
}

/** A site that takes permits over, with the need that it uses, and the selling side for the trading limits. */
export interface TakingSite {
  readonly site: TradingSite;
  readonly project: string | undefined;
  readonly seller: Omit<SellingSide, "from" | "pool">;
}

/** Why a site can't take permits over: it names no certified need of its own, or a limit keeps them from it. */
export type SiteTakingRefusal = { readonly code: "no-need" } | { readonly code: "limit-broken"; readonly broken: BrokenLimit };

/** Permits that a site takes over: where they go, and the use of its need. */
export interface SiteTaking {
  readonly parts: readonly TakenPart[];
  readonly need: CertifiedNeed;
  readonly delivered: Decimal;
  readonly retired: Decimal;
  /** Uses the need, within the entry that moves the permits; `shortage` gets what is not covered. */
  readonly useNeed: <R extends Refusal>(entry: LedgerEntry<R>, shortage: (project: string) => R) => void;
}

/** A site uses its certified need, within the trading limits; what the offset ratio keeps back is retired, as in an auction. */
export async function siteTaking(
  { needs, limits }: { readonly needs: NeedReader; readonly limits: LimitReader },
  { reference, instrument, quantity, at }: TakenPermits,
  { site, project, seller }: TakingSite,
): Promise<Outcome<SiteTaking, SiteTakingRefusal>> {
  const { pollutant, pool } = termOf(instrument);
  const { siteId } = site;
  if (project === undefined) return refuse({ code: "no-need" });
  const [certified, transfer] = await Promise.all([
    needs.certified(pollutant, project),
    checkTransfer(limits, { day: dayOf(at), pollutant, seller: { from: "site", pool, ...seller }, site }),
  ]);
  const [broken] = transfer.broken;
  if (broken) return refuse({ code: "limit-broken", broken });
  if (certified?.siteId !== siteId) return refuse({ code: "no-need" });
  const { delivered, retired } = splitByOffset(quantity, decimal(certified.offsetRatio));
  const toRetired = striped("retired", reference);
  return accept({
    ...{ need: certified, delivered, retired },
    parts: [
      { to: siteAccount(siteId), quantity: delivered },
      { to: toRetired, quantity: retired },
    ].filter((part) => part.quantity.gt(0)),
    useNeed(entry, shortage) {
      const used = { instrument: need(pollutant, project), from: siteAccount(siteId), to: toRetired, quantity };
      entry.transfer({ ...used, shortage: shortage(project) });
    },
  });
}

/** Permits that the reserve of their pool takes over: where they go on their way to become its quota. */
export interface ReserveTaking {
  readonly part: TakenPart;
  readonly reserve: { readonly pool: string; readonly pollutant: string };
  /** Makes quota of them, within the entry: this posts their holds. */
  readonly makeQuota: <R extends Refusal>(
    entry: LedgerEntry<R>,
    held: readonly { readonly hold: Hold; readonly quantity: Decimal }[],
  ) => void;
}

/** The permits become quota of the reserve, as surplus does that is bought back. */
export function reserveTaking({ account, instrument, quantity, at }: TakenPermits): ReserveTaking {
  const { pollutant, pool, from: firstMonth, to: lastMonth } = termOf(instrument);
  return {
    part: { to: striped("issue", account), quantity },
    reserve: { pool, pollutant },
    makeQuota(entry, held) {
      const lot = { pollutant, pool, firstMonth, lastMonth, tonnes: quantity };
      returnPermits(entry, { ...lot, from: account, to: reserveAccount(pool), at, held });
    },
  };
}

function termOf(instrument: Instrument) {
  return required(permitTerm(instrument), `permit ${instrument} that is taken over`);
}

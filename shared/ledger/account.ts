import { stripeOf } from "../kernel/ids.ts";

/**
 * An account: who holds. `party:<id>` (cash, allowances, rights, income), `site:<id>` (permits, needs) and house accounts. Accounts credited by
 * many commands at once are striped (`treasury:3`), so that settlements don't contend for one item.
 */
export type Account = string;

const stripes = 16;

/** Cash, allowances, rights and income of a member. */
export function partyAccount(partyId: string): Account {
  return `party:${partyId}`;
}
/** Permits and needs of a site. */
export function siteAccount(siteId: string): Account {
  return `site:${siteId}`;
}
/** Headroom under the cap of a pool. */
export function capAccount(pool: string): Account {
  return `cap:${pool}`;
}
/** The city's unsold reserve in a pool. */
export function reserveAccount(pool: string): Account {
  return `reserve:${pool}`;
}
/** The supply of an announced auction. */
export function escrowAccount(auctionId: string): Account {
  return `escrow:${auctionId}`;
}
/** Permits awarded to one enrolment and not settled yet. */
export function awardAccount(enrolmentId: string): Account {
  return `award:${enrolmentId}`;
}
/** Money of the sale of a pledge's tonnes, until the sale has ended and it is paid out by rank. */
export function proceedsAccount(enforcementId: string): Account {
  return `proceeds:${enforcementId}`;
}

/** Permits of an approved plan of allocations that are not moved to its lines yet. */
export function planAccount(planId: string): Account {
  return `plan:${planId}`;
}
/** Permits allocated to one site under one plan, until its first instalment is paid. */
export function allocationAccount(allocationId: string): Account {
  return `allocation:${allocationId}`;
}

/**
 * House accounts that many commands write. `suspense` is money whose payer is no member, until it is assigned or returned. Each has stripes; one that is debited under a guard also has a main account, filled by a sweep.
 */
export type StripedHouse = "issue" | "treasury" | "exchange" | "retired" | "bank" | "suspense";

/** The stripe of a house account for a key that differs between concurrent commands (an enrolment, a bank reference). */
export function striped(house: StripedHouse, by: string): Account {
  return `${house}:${stripeOf(by, stripes)}`;
}
/** Every stripe of a house account, for sweeps and sums. */
export function stripesOf(house: StripedHouse): readonly Account[] {
  return Array.from({ length: stripes }, (_, stripe) => `${house}:${stripe}`);
}
/** The account for guarded debits of a house. `buy-back` is the fund that pays for permits that the government takes back; it has no stripes. */
export function mainAccount(house: "treasury" | "exchange" | "buy-back"): Account {
  return `${house}:main`;
}

/** Whether an account may go below zero: only the issuing side, and the bank as the outside world for cash. */
export function mayOverdraw(account: Account): boolean {
  return account.startsWith("issue:") || account.startsWith("bank:");
}

/** Whether an account is a member's or one of its sites', and not a house account. */
export function isOfMember(account: Account): boolean {
  return account.startsWith("party:") || account.startsWith("site:");
}

/** What an account's name says: whose kind it is (`party`, `site` or a house), and the id or name behind it; empty where there is none. */
export function readAccount(account: Account): { readonly kind: string; readonly id: string } {
  const [kind = "", id = ""] = account.split(":");
  return { kind, id };
}

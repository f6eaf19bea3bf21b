import { addMonths, monthOf, monthsByYear, type YearMonth } from "../kernel/calendar.ts";
import type { Instant } from "../kernel/clock.ts";
import { type Decimal, sum } from "../kernel/decimal.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Refusal } from "../kernel/outcome.ts";
import { type ProblemTable, problem, type RefusalOf } from "../kernel/problem.ts";
import { type Account, capAccount, reserveAccount, striped } from "../ledger/account.ts";
import type { LedgerEntry } from "../ledger/entry.ts";
import type { Instrument } from "../ledger/instrument.ts";
import type { Hold } from "../ledger/rows.ts";
import { headroom, permit, quota } from "./instruments.ts";

/** Permits of one pollutant, pool and term; both months of the term included, in city time. */
export interface PermitLot {
  readonly pollutant: string;
  readonly pool: string;
  readonly firstMonth: YearMonth;
  readonly lastMonth: YearMonth;
  /** Tonnes a year, whole kilograms, above zero. */
  readonly tonnes: Decimal;
}

/** What an issue would overdraw. */
interface Shortage {
  readonly pollutant: string;
  readonly pool: string;
  /** What the issue would debit: tonne-months of headroom, or tonnes of the reserve. */
  readonly required: Decimal;
}
interface HeadroomShortage extends Shortage {
  /** Tonnes a year of the permits. */
  readonly tonnes: Decimal;
  readonly year: string;
}
/** What is known of a shortage once it is explained. */
export interface ExplainedShortage {
  /** What is available when it is explained; negative headroom is the deficit of a lowered cap. */
  readonly available: Decimal;
  /** How much is missing; zero if enough has become available meanwhile. */
  readonly shortfall: Decimal;
  /** Document and article of the rule, as a message in both languages. */
  readonly source: string;
}

/** Why permits can't be issued: rows for the problem table of each context that issues them. */
export const permitIssueProblems = {
  "no-headroom": problem<HeadroomShortage & ExplainedShortage>({
    status: 409,
    title: { zh: "总量控制无余量", en: "No headroom under the cap" },
    detail: {
      zh: "{pool} 的 {pollutant} 总量不足（{source}）：本次需 {required} 吨·月（{tonnes} 吨），{year} 年尚余 {available} 吨·月，缺 {shortfall} 吨·月。请减少数量、调整期限，或由主管部门调整总量。",
      en: "The cap of {pool} for {pollutant} has too little room ({source}): this takes {required} tonne-months ({tonnes} t), {available} are left in {year}, and {shortfall} are missing. Reduce the quantity, change the term, or have the cap raised.",
    },
  }),
  "reserve-too-small": problem<Shortage & ExplainedShortage>({
    status: 409,
    title: { zh: "储备不足", en: "Reserve too small" },
    detail: {
      zh: "{pool} 的 {pollutant} 储备不足（{source}）：本次需 {required} 吨，储备尚余 {available} 吨，缺 {shortfall} 吨。请减少数量，或先补充储备。",
      en: "The reserve of {pool} has too little {pollutant} ({source}): this takes {required} t, {available} t are left, and {shortfall} t are missing. Reduce the quantity or add to the reserve first.",
    },
  }),
} as const satisfies ProblemTable;
/** A refusal to issue permits with what is available, as a caller is told. */
export type PermitShortage = RefusalOf<typeof permitIssueProblems>;
/** A refusal to issue permits as the ledger finds it; `explainShortage` makes a `PermitShortage` of it. */
export type PermitIssueRefusal =
  | ({ readonly code: "no-headroom" } & HeadroomShortage)
  | ({ readonly code: "reserve-too-small" } & Shortage);

/** The instrument of a lot. */
export function permitOf({ pollutant, pool, firstMonth, lastMonth }: Omit<PermitLot, "tonnes">): Instrument {
  return permit(pollutant, pool, firstMonth, lastMonth);
}

/** Headroom a lot takes in each year of its term, in tonne-months: tonnes times the months of the term in that year. */
export function tonneMonthsByYear({ tonnes, firstMonth, lastMonth }: Pick<PermitLot, "tonnes" | "firstMonth" | "lastMonth">) {
  return new Map([...monthsByYear(firstMonth, lastMonth)].map(([year, months]) => [year, tonnes.times(months)]));
}

/** The first month of a term that has not begun at an instant; undefined once its last month has. A month that has begun is consumed. */
export function firstMonthLeft({ firstMonth, lastMonth }: Pick<PermitLot, "firstMonth" | "lastMonth">, at: Instant): YearMonth | undefined {
  const running = monthOf(at);
  if (running < firstMonth) return firstMonth;
  return running < lastMonth ? addMonths(running, 1) : undefined;
}

/**
 * Converts reserve quota into permits with a term and credits them to `to`, debiting headroom for every year of the term. Two to four
 * ledger items plus one per year. A shortage is `reserve-too-small`, or `no-headroom` with the first year that lacks room.
 */
export function issuePermits<R extends Refusal>(
  entry: LedgerEntry<R | PermitIssueRefusal>,
  lot: PermitLot & { readonly from: Account; readonly to: Account },
): void {
  const { pollutant, pool, tonnes } = lot;
  invariant(lot.from === reserveAccount(pool), "permits are issued out of the reserve of their own pool");
  const issue = striped("issue", lot.to);
  const short: PermitIssueRefusal = { code: "reserve-too-small", pollutant, pool, required: tonnes };
  entry.transfer({ instrument: quota(pollutant, pool), from: lot.from, to: issue, quantity: tonnes, shortage: short });
  allocatePermits(entry, lot);
}

/**
 * Makes permits out of the headroom of their cap alone and credits them to `to`, debiting headroom for every year of the term: allocation takes
 * headroom, not reserve quota (财税〔2015〕61号: it never exceeds the cap). Two ledger items plus two per year. A shortage is `no-headroom` with
 * the first year that lacks room.
 */
export function allocatePermits<R extends Refusal>(
  entry: LedgerEntry<R | PermitIssueRefusal>,
  lot: PermitLot & { readonly to: Account },
): void {
  const { pollutant, pool, tonnes } = lot;
  assertLot(lot);
  const issue = striped("issue", lot.to);
  for (const [year, required] of tonneMonthsByYear(lot)) {
    const shortage: PermitIssueRefusal = { code: "no-headroom", pollutant, pool, tonnes, year, required };
    entry.transfer({ instrument: headroom(pollutant, pool, year), from: capAccount(pool), to: issue, quantity: required, shortage });
  }
  entry.transfer({ instrument: permitOf(lot), from: issue, to: lot.to, quantity: tonnes });
}

/** Permits that end before their term does, out of what is held of them as far as `held` says, and the rest out of what is available. */
interface WithdrawnLot<R extends Refusal> extends PermitLot {
  readonly from: Account;
  readonly at: Instant;
  readonly held?: readonly { readonly hold: Hold; readonly quantity: Decimal }[];
  readonly shortage?: R;
}

/**
 * Reverses an issue: the permits of `from` become quota of the reserve `to` again. Before the term begins, all its headroom is returned;
 * later, only that of months not begun by `at`: a begun month is consumed, whoever held the permit, so that no month is issued twice. Quota
 * has no term and is returned in full, even after the term. Missing permits are `shortage`.
 */
export function returnPermits<R extends Refusal>(entry: LedgerEntry<R>, lot: WithdrawnLot<R> & { readonly to: Account }): void {
  const { pollutant, pool, tonnes, from, to } = lot;
  invariant(to === reserveAccount(pool), "permits return to the reserve of their own pool");
  withdrawPermits(entry, lot);
  entry.transfer({ instrument: quota(pollutant, pool), from: striped("issue", from), to, quantity: tonnes });
}

/**
 * Reverses an allocation: the permits of `from` end, and the headroom of months not begun by `at` returns to the cap, nothing to the reserve.
 * Before the term begins that is all their headroom. Missing permits are `shortage`.
 */
export function withdrawPermits<R extends Refusal>(entry: LedgerEntry<R>, lot: WithdrawnLot<R>): void {
  const { pollutant, pool, tonnes, from, at, held = [], shortage } = lot;
  assertLot(lot);
  const issue = striped("issue", from);
  for (const { hold, quantity } of held) entry.post(hold, issue, quantity);
  const available = tonnes.minus(sum(held.map(({ quantity }) => quantity)));
  invariant(available.gte(0), "no more is withdrawn from holds than from the lot");
  if (available.gt(0)) entry.transfer({ instrument: permitOf(lot), from, to: issue, quantity: available, ...(shortage && { shortage }) });
  const firstMonth = firstMonthLeft(lot, at);
  if (firstMonth) {
    for (const [year, quantity] of tonneMonthsByYear({ ...lot, firstMonth })) {
      entry.transfer({ instrument: headroom(pollutant, pool, year), from: issue, to: capAccount(pool), quantity });
    }
  }
}

function assertLot({ tonnes, firstMonth, lastMonth }: PermitLot): void {
  invariant(tonnes.gt(0), "a lot of permits has tonnes above zero");
  invariant(firstMonth <= lastMonth, "a term does not end before it begins");
}

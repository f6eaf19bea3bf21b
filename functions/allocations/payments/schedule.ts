import { endOfMonth, type YearMonth } from "../../../shared/kernel/calendar.ts";
import { type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";
import { type Decimal, least, sum, zero } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { PollutantTonnes } from "../../../shared/permits/use-fee.ts";

/** A part of the permits that is held for one instalment alone. */
export interface OwnHold extends PollutantTonnes {
  readonly holdId: string;
}

/** What the rules of payment need of an instalment. */
export interface InstalmentRow {
  /** 1 for the first. */
  readonly number: number;
  readonly amount: Decimal;
  /** Tonnes that its payment releases, one row for each pollutant of the line; they add up to the line's tonnes over all instalments. */
  readonly releases: readonly PollutantTonnes[];
  /** `overdue` past its day, `frozen` past the grace, `waived` where nothing is to be paid any more. */
  readonly state: "unpaid" | "overdue" | "frozen" | "paid" | "waived";
  /** Set when the plan is distributed. */
  readonly payBy?: Instant | undefined;
  /** Whether its payment notice was given. */
  readonly noticed?: boolean | undefined;
  /** Tonnes held for it alone: frozen ones, and those held again after a reversal. The rest of what is unpaid is in the line's one hold. */
  readonly holds?: readonly OwnHold[] | undefined;
  /** Tonnes that a reversal could not hold again because they had left the site. */
  readonly unsecured?: readonly PollutantTonnes[] | undefined;
}

/** What the rules of payment need of an allocation, with the terms of its plan. */
export interface PaymentTerms {
  readonly paymentMode: "exchange-account" | "tax-certificate";
  readonly noticeDays: number;
  readonly graceDays: number;
  readonly lastMonth: YearMonth;
}

/** The next thing that time does to an allocation. */
export interface Step {
  readonly does: "return" | "notice" | "overdue" | "freeze" | "end";
  /** The instalment it is about; 1 where it is about all. */
  readonly number: number;
  readonly at: Instant;
  /** Whether the bank day that ends at `at` has to be closed first, because money credited on it may still be booked. */
  readonly awaitsBankDay: boolean;
}

const secondsPerDay = 86_400;

/** Whether an instalment is to be paid. */
export function isUnpaid({ state }: Pick<InstalmentRow, "state">): boolean {
  return state !== "paid" && state !== "waived";
}

/** Instalments that are to be paid, the earliest first. */
export function unpaid<Row extends InstalmentRow>(instalments: readonly Row[]): readonly Row[] {
  return instalments.filter(isUnpaid);
}

/** The earliest unpaid instalments that an amount covers whole; none if it is less than the first of them. */
export function coveredBy<Row extends InstalmentRow>(instalments: readonly Row[], amount: Decimal): readonly Row[] {
  const rest = unpaid(instalments);
  const sums = sumsThatCover(rest);
  return rest.filter((_, index) => required(sums[index], "sum").lte(amount));
}

/** What pays the earliest unpaid instalment, the earliest two, and so on. */
export function sumsThatCover(instalments: readonly InstalmentRow[]): readonly Decimal[] {
  let total = zero;
  return unpaid(instalments).map(({ amount }) => {
    total = total.plus(amount);
    return total;
  });
}

/** Tonnes of a pollutant in a list. */
export function tonnesOf(list: readonly PollutantTonnes[], pollutant: string): Decimal {
  return sum(list.filter((each) => each.pollutant === pollutant).map(({ tonnes }) => tonnes));
}

/** A list with one row for each pollutant. */
export function byPollutant(list: readonly PollutantTonnes[]): readonly PollutantTonnes[] {
  const rows = Map.groupBy(list, ({ pollutant }) => pollutant);
  return [...rows.keys()].map((pollutant) => ({ pollutant, tonnes: tonnesOf(list, pollutant) }));
}

/** The pollutants of a line, in its order. */
export function pollutantsOf([first]: readonly InstalmentRow[]): readonly string[] {
  return required(first, "first instalment").releases.map(({ pollutant }) => pollutant);
}

/** Tonnes of a pollutant that are in the line's one hold for an instalment, once the line is delivered. */
export function heldInCommon(instalment: InstalmentRow, pollutant: string): Decimal {
  if (!isUnpaid(instalment)) return zero;
  const { releases, holds, unsecured } = instalment;
  return tonnesOf(releases, pollutant)
    .minus(tonnesOf(holds ?? [], pollutant))
    .minus(tonnesOf(unsecured ?? [], pollutant));
}

/** Tonnes of each pollutant in the line's one hold, for all instalments; pollutants of which nothing is held are left out. */
export function commonHolds(instalments: readonly InstalmentRow[]): readonly PollutantTonnes[] {
  return pollutantsOf(instalments)
    .map((pollutant) => ({ pollutant, tonnes: sum(instalments.map((each) => heldInCommon(each, pollutant))) }))
    .filter(isSome);
}

/** Whether a row has tonnes. */
export function isSome({ tonnes }: PollutantTonnes): boolean {
  return tonnes.gt(0);
}

/** The instant from which the tonnes of an unpaid instalment are frozen. */
export function frozenFrom(instalment: Dated, { graceDays }: Pick<PaymentTerms, "graceDays">): Instant {
  return plusSeconds(payByOf(instalment), graceDays * secondsPerDay);
}

/** The instant of the notice of an instalment. */
function noticeAt(instalment: Dated, { noticeDays }: Pick<PaymentTerms, "noticeDays">): Instant {
  return plusSeconds(payByOf(instalment), -noticeDays * secondsPerDay);
}

type Dated = Pick<InstalmentRow, "number" | "payBy">;
/** The first instant at which an instalment of a distributed line is overdue. */
export function payByOf({ number, payBy }: Dated): Instant {
  return required(payBy, `deadline of instalment ${number}`);
}

/** How an unpaid instalment stands by the clock, as one whose payment was taken back. */
export function standByClock(
  instalment: Dated,
  terms: Pick<PaymentTerms, "graceDays" | "noticeDays">,
  at: Instant,
): { readonly state: Exclude<InstalmentRow["state"], "paid" | "waived">; readonly noticed: boolean } {
  const noticed = at >= noticeAt(instalment, terms);
  if (at >= frozenFrom(instalment, terms)) return { state: "frozen", noticed };
  return { state: at >= payByOf(instalment) ? "overdue" : "unpaid", noticed };
}

/**
 * The day by which the first payment must be there: for certificates the announced grace later, in which the bureau books those that are dated
 * in time; bank lines have their bank day for that.
 */
export function returnedFrom(first: Dated, terms: Pick<PaymentTerms, "paymentMode" | "graceDays">): Instant {
  return terms.paymentMode === "tax-certificate" ? frozenFrom(first, terms) : payByOf(first);
}

/** The next step of an allocation that waits for its first payment: its amount returns to the cap. */
export function stepBeforeDelivery(first: InstalmentRow, terms: PaymentTerms): Step {
  return { does: "return", number: first.number, at: returnedFrom(first, terms), awaitsBankDay: terms.paymentMode === "exchange-account" };
}

/** The next step of a delivered allocation, the earliest; undefined once everything is paid. */
export function stepAfterDelivery(instalments: readonly InstalmentRow[], terms: PaymentTerms): Step | undefined {
  const rest = unpaid(instalments);
  if (rest.length === 0) return undefined;
  const end: Step = { does: "end", number: 1, at: endOfMonth(terms.lastMonth), awaitsBankDay: false };
  const steps = rest.flatMap((each) => stepOf(each, terms) ?? []);
  return [...steps, end].reduce((earliest, step) => (step.at < earliest.at ? step : earliest));
}

/** Whether tonnes are owed since a payment was taken back: they are held as soon as they are free. */
export function hasDebt(instalments: readonly InstalmentRow[]): boolean {
  return unpaid(instalments).some(({ unsecured = [] }) => unsecured.some(isSome));
}

function stepOf(instalment: InstalmentRow, terms: PaymentTerms): Step | undefined {
  const { number, state, noticed = false } = instalment;
  const awaitsBankDay = terms.paymentMode === "exchange-account";
  if (!noticed) return { does: "notice", number, at: noticeAt(instalment, terms), awaitsBankDay: false };
  if (state === "unpaid") return { does: "overdue", number, at: payByOf(instalment), awaitsBankDay };
  // What expires before its grace ends is not frozen any more.
  const at = frozenFrom(instalment, terms);
  return state === "overdue" && at < endOfMonth(terms.lastMonth) ? { does: "freeze", number, at, awaitsBankDay } : undefined;
}

/**
 * Divides what is free at the site over wanted tonnes, the earliest instalment first: what can be held of each, and what is missing. Used where
 * a payment is taken back, and where tonnes become free later.
 */
export function secured(
  wanted: readonly (PollutantTonnes & { readonly number: number })[],
  free: readonly PollutantTonnes[],
): readonly (PollutantTonnes & { readonly number: number; readonly missing: Decimal })[] {
  const left = new Map(free.map(({ pollutant, tonnes }) => [pollutant, tonnes]));
  return wanted.map(({ number, pollutant, tonnes: asked }) => {
    const available = left.get(pollutant) ?? zero;
    const tonnes = available.gt(0) ? least(available, asked) : zero;
    left.set(pollutant, available.minus(tonnes));
    return { number, pollutant, tonnes, missing: asked.minus(tonnes) };
  });
}

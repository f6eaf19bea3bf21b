import type { PlainDate, YearMonth } from "../../shared/kernel/calendar.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/clock.ts";
import { Decimal, decimal, floorToKilogram, plain, sum, zero } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { LifeLineTerms, LifePlanTerms } from "./permit-life-commands.ts";

/** The pool of all lives. */
export const pool = "liangzi-lake";
/** Use fees in CNY for a tonne and year, and what a tonne and year is bought back for. */
export const rates: Readonly<Record<string, Decimal>> = { COD: decimal("230.5"), "NH3-N": decimal("260") };
export const buyBackPrice = decimal("100");
/** Days of every plan. */
export const planDays = { announcedDays: 1, graceDays: 15, noticeDays: 30 } as const;

/** An instalment of a line of the reference. */
export interface LifeInstalment {
  readonly number: number;
  readonly amount: Decimal;
  /** What its payment releases; less once permits were recovered that wait for it. */
  readonly releases: Map<string, Decimal>;
  state: "unpaid" | "overdue" | "frozen" | "paid" | "waived";
  payBy: Instant;
  noticed: boolean;
  /** Cash that is set aside for it; undefined while the ledger has no due for it. */
  reserved: Decimal | undefined;
  /** What is held for it at the site, by pollutant. */
  secured: Map<string, Decimal>;
  /** What it lacks there since its certificate was reversed. */
  unsecured: Map<string, Decimal>;
}
/** A line of the reference. */
export interface LifeLine extends LifeLineTerms {
  readonly plan: number;
  readonly instalments: readonly LifeInstalment[];
  state: "drafted" | "published" | "dropped" | "awaiting-payment" | "delivered" | "paid-up" | "returned" | "not-renewed" | "ended";
  /** The instalments that each of its certificates paid; none of a reversed one. */
  readonly certificates: (readonly number[])[];
}
/** A plan of the reference. */
export interface LifePlan extends LifePlanTerms {
  readonly lastMonth: YearMonth;
  state: "drafted" | "published" | "approved" | "rejected" | "withdrawn";
  objectionsUntil: Instant;
}
export interface LifeCertificate {
  readonly site: number;
  readonly instrument: string;
  open: Decimal;
}
export interface LifeHold {
  readonly site: number;
  readonly instrument: string;
  left: Decimal;
}
export interface LifeStorage extends LifeHold {
  readonly certificate: number;
}
export interface LifeRecovery {
  readonly site: number;
  /** Instruments that are paid for. */
  readonly paid: readonly string[];
  open: boolean;
}

/** The instrument of a pollutant and term. */
export function permitName(pollutant: string, firstMonth: YearMonth, lastMonth: YearMonth): string {
  return `permit/${pollutant}/${pool}/${firstMonth}/${lastMonth}`;
}
/** The parts of such a name. */
export function partsOf(instrument: string): { readonly pollutant: string; readonly firstMonth: YearMonth; readonly lastMonth: YearMonth } {
  const [, pollutant = "", , firstMonth = "", lastMonth = ""] = instrument.split("/");
  return { pollutant, firstMonth, lastMonth };
}

export interface Term {
  readonly firstMonth: YearMonth;
  readonly lastMonth: YearMonth;
}
export interface Step {
  readonly does: "return" | "notice" | "overdue" | "freeze" | "end";
  readonly at: Instant;
  readonly of: LifeInstalment;
}

export function free(site: number, instrument: string): string {
  return `site:${site} ${instrument} free`;
}
export function held(site: number, instrument: string, purpose: string): string {
  return `site:${site} ${instrument} ${purpose}`;
}
export function purposeOf({ state }: LifeInstalment): string {
  return state === "frozen" ? "overdue-fee" : "unpaid-fee";
}
/** Instalments that are to be paid. */
export function unpaidOf({ instalments }: Pick<LifeLine, "instalments">): readonly LifeInstalment[] {
  return instalments.filter(({ state }) => state !== "paid" && state !== "waived");
}
export function standing({ number, state, unsecured }: LifeInstalment): string {
  const lacking = [...unsecured].filter(([, tonnes]) => tonnes.gt(0)).map(([pollutant, tonnes]) => ` lacks ${plain(tonnes)} ${pollutant}`);
  return `${number} ${state}${lacking.join("")}`;
}
export function priceOf(tonnes: Decimal, months: number): Decimal {
  return buyBackPrice.times(tonnes).times(months).div(12).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}
export function plusDaysTo(instant: Instant, days: number): Instant {
  return plusSeconds(instant, days * 86_400);
}
export function sameDay(day: PlainDate, years: number): PlainDate {
  const moved = `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
  return moved.endsWith("-02-29") && Number(moved.slice(0, 4)) % 4 !== 0 ? `${moved.slice(0, 8)}28` : moved;
}

/** Amounts and releases by the rule: the first share rounded up to the fen, the others equal, and tonnes in proportion to what is paid. */
export function instalmentsOf({ years, instalments: count, firstShare }: LifePlanTerms, { amounts }: LifeLineTerms): LifeInstalment[] {
  const fees = amounts.map(({ pollutant, tonnes }) =>
    tonnes.times(required(rates[pollutant], pollutant)).times(years).toDecimalPlaces(2, Decimal.ROUND_HALF_UP),
  );
  const total = sum(fees);
  if (amounts.length === 0) return [];
  const first = count === 1 ? total : total.times(firstShare).toDecimalPlaces(2, Decimal.ROUND_UP);
  const each =
    count === 1
      ? zero
      : total
          .minus(first)
          .div(count - 1)
          .toDecimalPlaces(2, Decimal.ROUND_DOWN);
  let paid = zero;
  const given = new Map(amounts.map(({ pollutant }) => [pollutant, zero]));
  return Array.from({ length: count }, (_, index): LifeInstalment => {
    const amount = index === 0 ? first : index === count - 1 ? total.minus(paid) : each;
    paid = paid.plus(amount);
    const releases = new Map(
      amounts.map(({ pollutant, tonnes }) => {
        const upTo = index === count - 1 ? tonnes : floorToKilogram(tonnes.times(paid).div(total));
        const release = upTo.minus(given.get(pollutant) ?? zero);
        given.set(pollutant, upTo);
        return [pollutant, release] as const;
      }),
    );
    const fresh = { state: "unpaid", payBy: "", noticed: false, reserved: undefined, secured: new Map(), unsecured: new Map() } as const;
    return { ...fresh, number: index + 1, amount, releases, secured: new Map(), unsecured: new Map() };
  });
}

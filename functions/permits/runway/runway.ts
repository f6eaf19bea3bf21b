import { addMonths, type YearMonth } from "../../../shared/kernel/calendar.ts";
import { Decimal, sum, zero } from "../../../shared/kernel/decimal.ts";

/** The permits of one term in a pool, whoever holds them. */
export interface TermStock {
  readonly firstMonth: YearMonth;
  readonly lastMonth: YearMonth;
  /** Tonnes a year that somebody holds: a site, an auction that sells them, a winner who has not paid yet. */
  readonly outstanding: Decimal;
  /** Tonnes a year that were issued with this term and are nobody's any more: retired as offset, or after the term. */
  readonly retired: Decimal;
}

/** What a cap has room for. */
export interface Room {
  readonly cap: Decimal;
  /** Tonnes a year that can still be issued; zero when the cap is passed. */
  readonly free: Decimal;
  /** Tonnes a year issued above the cap; zero within it. */
  readonly deficit: Decimal;
}

/** One month under a cap, in tonnes a year. */
export interface RunwayMonth {
  readonly month: YearMonth;
  /** Outstanding permits whose term covers the month. */
  readonly issued: Decimal;
  /** Retired tonnes whose term covers the month: they count against the cap, and nobody may emit them. */
  readonly retired: Decimal;
  /** The part of the issued tonnes whose last month it is. */
  readonly expiring: Decimal;
  /** Absent when no cap is set for the year. */
  readonly room?: Room;
}

/** The months under a cap, and the first whose room is less than the needs. */
export interface Runway {
  readonly months: readonly RunwayMonth[];
  /** Absent where every month with a cap has room for the needs. Months without a cap tell nothing. */
  readonly firstShortMonth?: YearMonth;
}

/** What a runway is computed from. */
export interface RunwayInput {
  readonly from: YearMonth;
  /** Number of months, at least one. */
  readonly months: number;
  /** Caps in tonnes a year, by calendar year. */
  readonly capOfYear: ReadonlyMap<string, Decimal>;
  readonly terms: readonly TermStock[];
  /** Tonnes a year that projects may still buy. Needs have no date: all of them are set against each month. */
  readonly needs: Decimal;
}

/** Caps against what is issued and expires, month by month, and the first month in which the needs exceed the room. */
export function runway({ from, months: count, capOfYear, terms, needs }: RunwayInput): Runway {
  const months = Array.from({ length: count }, (_, index) => monthUnderCap(addMonths(from, index), capOfYear, terms));
  const short = months.find(({ room }) => room && needs.gt(room.free));
  return { months, ...(short && { firstShortMonth: short.month }) };
}

function monthUnderCap(month: YearMonth, capOfYear: RunwayInput["capOfYear"], terms: readonly TermStock[]): RunwayMonth {
  const covering = terms.filter(({ firstMonth, lastMonth }) => firstMonth <= month && month <= lastMonth);
  const issued = sum(covering.map(({ outstanding }) => outstanding));
  const retired = sum(covering.map((term) => term.retired));
  const expiring = sum(covering.flatMap(({ lastMonth, outstanding }) => (lastMonth === month ? outstanding : [])));
  const cap = capOfYear.get(month.slice(0, 4));
  return { month, issued, retired, expiring, ...(cap && { room: roomUnder(cap, issued.plus(retired)) }) };
}

function roomUnder(cap: Decimal, taken: Decimal): Room {
  const left = cap.minus(taken);
  return { cap, free: Decimal.max(zero, left), deficit: Decimal.max(zero, left.neg()) };
}

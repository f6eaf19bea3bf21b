import type { WorkingCalendar } from "../../../shared/calendar/working-days.ts";
import { dayOf, endOfDay, endOfMonth } from "../../../shared/kernel/calendar.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { lastDayToPay, payByOf } from "../auction.ts";
import type { Auction, Award } from "../rows.ts";

/** When the days to pay begin to count: at the result or, before it is known, at the close. */
export function payableFrom({ resultAt, schedule }: Pick<Auction, "resultAt" | "schedule">): string {
  return resultAt ?? schedule.closesAt;
}

/**
 * The deadline of an award by a calendar: never before the one it has, because its winner relies on that, and not after the term of the
 * permits, because expired permits can't be delivered.
 */
export function deadlineOf(award: Pick<Award, "payBy">, { terms, resultAt }: Auction, calendar: WorkingCalendar): string {
  const counted = payByOf(terms, required(resultAt, "instant of the result"), calendar);
  const termEnds = endOfMonth(terms.lot.lastMonth);
  const latest = counted < termEnds ? counted : termEnds;
  return latest > award.payBy ? latest : award.payBy;
}

/** A deadline that may move, because the notice of some years is not published. */
export interface ProvisionalDeadline {
  readonly deadline: "payment";
  readonly at: string;
  readonly years: number[];
}

/** The open deadlines of an auction that rest on a provisional calendar; the calendar is the one from `payableFrom` on. */
export function provisionalDeadlines(auction: Auction, at: string, calendar: WorkingCalendar): ProvisionalDeadline[] {
  if (auction.state === "failed" || auction.state === "cancelled") return [];
  const from = payableFrom(auction);
  const last = lastDayToPay(auction.terms, from, calendar);
  const payBy = endOfDay(last);
  const years = calendar.yearsBetween(dayOf(from), last).flatMap(({ year, provisional }) => (provisional ? [year] : []));
  return years.length === 0 || payBy <= at ? [] : [{ deadline: "payment", at: payBy, years }];
}

import { type PlainDate, plusDays } from "../kernel/calendar.ts";
import almanac from "./almanac.json" with { type: "json" };
import type { Holiday } from "./holidays.ts";
import law from "./statutory-holidays.json" with { type: "json" };

/** A day on which everybody has off. */
export interface DayOff {
  readonly day: PlainDate;
  readonly holiday: Holiday;
}

/** Years whose statutory holidays are all known: those of the almanac, which are also those that the formula for Qingming holds for. */
export const computedYears = { first: 1970, last: 2099 } as const;

/** Constant of the formula for Qingming by century. */
const qingmingConstants: Readonly<Record<number, number>> = { 19: 5.59, 20: 4.81 };

/**
 * Day of April on which the sun reaches 15° at 120° E: `[0.2422 y + C] - [y / 4]`, where y is the year of its century. An approximation of
 * the solar term that agrees with the ephemerides in every year from 1970 to 2099.
 */
function qingmingOf(year: number): PlainDate | undefined {
  const constant = qingmingConstants[Math.floor(year / 100)];
  if (constant === undefined) return undefined;
  const y = year % 100;
  return `${year}-04-0${Math.floor(y * 0.2422 + constant) - Math.floor(y / 4)}`;
}

/** The movable days that holidays are counted from; empty outside the almanac. */
function movableDays(year: number): Readonly<Record<string, PlainDate>> {
  const days = (almanac.years as Readonly<Record<string, string>>)[year]?.split(" ");
  const qingming = qingmingOf(year);
  if (!days || !qingming) return {};
  return { qingming, ...Object.fromEntries(almanac.festivals.map((festival, place) => [festival, `${year}-${days[place]}`])) };
}

/**
 * The statutory holidays of a year by the law in force then, in the order of the law; two may fall on one day. Outside `computedYears` only
 * those on fixed days of the solar calendar. Days that are given in lieu of holidays on a weekend are not among them: only the year's notice
 * says which they are.
 */
export function statutoryHolidays(year: number): readonly DayOff[] {
  // Days are written with four digits of a year.
  if (year > 9999) return [];
  const rule = law.rules.findLast(({ fromYear }) => fromYear <= year);
  const movable = movableDays(year);
  return (rule?.holidays ?? []).flatMap(({ holiday, anchor, offsets }) => {
    const first = /^\d/.test(anchor) ? `${year}-${anchor}` : movable[anchor];
    if (first === undefined) return [];
    return offsets.map((offset): DayOff => ({ day: plusDays(first, offset), holiday: holiday as Holiday }));
  });
}

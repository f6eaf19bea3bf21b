import type { Holiday } from "../../shared/calendar/holidays.ts";
import { type DayOff, statutoryHolidays } from "../../shared/calendar/statutory-holidays.ts";
import type { CalendarYear } from "../../shared/calendar/working-days.ts";
import type { Bilingual } from "../../shared/kernel/problem.ts";

const names: Readonly<Record<Holiday, Bilingual>> = {
  "new-year": { zh: "元旦", en: "New Year" },
  "spring-festival": { zh: "春节", en: "Spring Festival" },
  qingming: { zh: "清明节", en: "Qingming" },
  "labour-day": { zh: "劳动节", en: "Labour Day" },
  "dragon-boat": { zh: "端午节", en: "Dragon Boat Festival" },
  "mid-autumn": { zh: "中秋节", en: "Mid-Autumn Festival" },
  "national-day": { zh: "国庆节", en: "National Day" },
  special: { zh: "特别放假", en: "Special holiday" },
};

/** A year's calendar as everybody may read it. */
export function calendarView(calendar: CalendarYear & { readonly documentNumber?: string; readonly publishedAt?: string }) {
  const { year, provisional, version, documentNumber, publishedAt, daysOff, workingDays } = calendar;
  const statutory = new Set(statutoryHolidays(year).map(({ day }) => day));
  return {
    ...{ year, provisional, version, workingDays: [...workingDays] },
    daysOff: daysOff.map(({ day, holiday }: DayOff) => ({ day, holiday, name: names[holiday], statutory: statutory.has(day) })),
    ...(documentNumber !== undefined && { documentNumber }),
    ...(publishedAt !== undefined && { publishedAt }),
  };
}

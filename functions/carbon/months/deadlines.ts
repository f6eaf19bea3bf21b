import { mrvRules } from "../../../shared/carbon/mrv-rules.ts";
import { dayOf, endOfDay, endOfMonth, plusDays, type YearMonth } from "../../../shared/kernel/calendar.ts";
import { type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";

const { storeDaysAfterMonth, districtCheckDays, cityCheckDaysAfterMonth, returnedMonthDays, noticeDaysAhead } = mrvRules;

/** The end of the day so many natural days after the last of a month. */
function afterMonth(month: YearMonth, days: number): Instant {
  const lastDay = dayOf(plusSeconds(endOfMonth(month), -1));
  return endOfDay(plusDays(lastDay, days));
}

/** Until when a month is stored, checked by the district, and checked by the city. */
export function deadlinesOf(month: YearMonth) {
  const storeDays = storeDaysAfterMonth.value;
  return {
    storeBy: afterMonth(month, storeDays),
    districtCheckBy: afterMonth(month, storeDays + districtCheckDays.value),
    cityCheckBy: afterMonth(month, cityCheckDaysAfterMonth.value),
  };
}

/** When a deadline is announced. */
export function announcedAt(deadline: Instant): Instant {
  return plusSeconds(deadline, -noticeDaysAhead.value * 24 * 60 * 60);
}

/** Until when a month that is returned at an instant is stored again. */
export function storeAgainBy(at: Instant): Instant {
  return endOfDay(plusDays(dayOf(at), returnedMonthDays.value));
}

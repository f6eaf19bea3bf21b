import { type MarketName, marketOf, surrenderDay } from "../../../shared/carbon/markets.ts";
import { mrvRules } from "../../../shared/carbon/mrv-rules.ts";
import { endOfDay } from "../../../shared/kernel/calendar.ts";
import { type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import type { ObligationTerms } from "./obligation.ts";

const secondsOfDay = 86_400;

/**
 * The terms of an obligation for a figure that is set at an instant. Its deadline is the day of the market; what is opened later, such as by a
 * report that was reopened, is surrendered within the days of the rule.
 */
export function surrenderTerms(market: MarketName, year: string, at: Instant): ObligationTerms {
  const rules = marketOf(market);
  const usual = endOfDay(surrenderDay(rules, year));
  const later = plusSeconds(at, mrvRules.reopenedSurrenderDays.value * secondsOfDay);
  return { offsetShare: decimal(rules.offset.share), deadlineAt: at < usual ? usual : later, at };
}

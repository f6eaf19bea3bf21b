import { type MarketName, marketOf, surrenderDay } from "../../../shared/carbon/markets.ts";
import { mrvRules } from "../../../shared/carbon/mrv-rules.ts";
import { endOfDay, type PlainDate } from "../../../shared/kernel/calendar.ts";
import { type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { type PlanReader, publishedPlan } from "../allowances/plans/published-plan.ts";
import type { ObligationTerms, ObligedEntity } from "./obligation.ts";
import type { SurrenderObligation } from "./rows.ts";

const secondsOfDay = 86_400;

/**
 * The terms of an obligation for a figure that is set at an instant. Its last day is that of the published allocation plan which covers the
 * entity's area, or the usual one of the market while there is none.
 */
export async function surrenderTerms(
  own: PlanReader,
  entity: Pick<ObligedEntity, "market" | "year" | "area">,
  at: Instant,
): Promise<ObligationTerms> {
  const { market, year } = entity;
  const plan = await publishedPlan(own, entity);
  return termsUntil(market, plan?.surrenderBy ?? surrenderDay(marketOf(market), year), at);
}

/**
 * The deadline by a plan's last day of an obligation that stands under the usual one, because the plan was published later; undefined where
 * nothing moves: a deadline that was set otherwise stays, and so does one that either day has passed.
 */
export function deadlineOfPlan({ market, year, deadlineAt }: SurrenderObligation, lastDay: PlainDate, at: Instant): Instant | undefined {
  const byPlan = endOfDay(lastDay);
  const usual = endOfDay(surrenderDay(marketOf(market), year));
  return deadlineAt === usual && byPlan !== usual && at < usual && at < byPlan ? byPlan : undefined;
}

/** The terms with a last day: what is opened after it, such as by a report that was reopened, is surrendered within the days of the rule. */
export function termsUntil(market: MarketName, lastDay: PlainDate, at: Instant): ObligationTerms {
  const usual = endOfDay(lastDay);
  const later = plusSeconds(at, mrvRules.reopenedSurrenderDays.value * secondsOfDay);
  return { offsetShare: decimal(marketOf(market).offset.share), deadlineAt: at < usual ? usual : later, at };
}

import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";
import { limitNames } from "../../../shared/permits/trading-limits.ts";

/** Why days can't be recorded. */
export type DaysRule = "ends-before-it-begins" | "over" | "not-among-the-days-missed";
const rules: Readonly<Record<DaysRule, { readonly zh: string; readonly en: string }>> = {
  "ends-before-it-begins": { zh: "止日早于起日", en: "it ends before it begins" },
  over: { zh: "止日已过", en: "its last day is over" },
  "not-among-the-days-missed": {
    zh: "达标首日不在未达标期间内",
    en: "the first day on which it is met is none of those recorded as missed",
  },
};

/** Refusals about missed targets and exceptions. */
export const limitProblems = {
  "area-of-others": problem<{ readonly area: string; readonly wanted: string }>({
    status: 403,
    title: { zh: "不在您的辖区", en: "Outside your area" },
    detail: {
      zh: "{wanted} 由其他主管部门管理，您的辖区是 {area}。",
      en: "Other regulators are responsible for {wanted}; your area is {area}.",
    },
  }),
  "days-invalid": problem<{ readonly rule: DaysRule; readonly from: string; readonly until: string; readonly today: string }>({
    status: 422,
    title: { zh: "起止日期不符合规定", en: "Days not allowed" },
    detail: {
      zh: "{from} 至 {until} 不可登记（今日为 {today}）：{rule}。",
      en: "{from} to {until} can't be recorded (today is {today}): {rule}.",
    },
    words: { rule: rules },
  }),
  "target-already-met": problem<{ readonly until: string }>({
    status: 409,
    title: { zh: "已登记达标", en: "Already met" },
    detail: {
      zh: "该目标已登记达标，未达标期间止于 {until}。",
      en: "It is already recorded that this target is met; it was missed until {until}.",
    },
  }),
  "limit-not-liftable": problem<{ readonly limit: string; readonly source: string }>({
    status: 422,
    title: { zh: "该限制不得例外", en: "No exception from this limit" },
    detail: {
      zh: "任何批准均不得解除交易限制“{limit}”（依据：{source}）。",
      en: "No approval lifts the trading limit “{limit}” (source: {source}).",
    },
    words: { limit: limitNames },
  }),
  "limit-not-for-pollutant": problem<{ readonly limit: string; readonly pollutant: string; readonly source: string }>({
    status: 422,
    title: { zh: "该限制不适用于此污染物", en: "Limit not for this pollutant" },
    detail: {
      zh: "交易限制“{limit}”不适用于 {pollutant}，无须例外（依据：{source}）。",
      en: "The trading limit “{limit}” is not about {pollutant}, which needs no exception from it (source: {source}).",
    },
    words: { limit: limitNames },
  }),
  "exception-already-revoked": problem<{ readonly exceptionId: string; readonly reason: string }>({
    status: 409,
    title: { zh: "例外已撤销", en: "Exception already revoked" },
    detail: { zh: "该例外此前已撤销：{reason}", en: "This exception was already revoked: {reason}" },
  }),
} as const satisfies ProblemTable;

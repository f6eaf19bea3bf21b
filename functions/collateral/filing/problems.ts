import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";

interface Ruled {
  readonly source: string;
}

/** Refusals of filing. */
export const filingProblems = {
  "filed-in-future": problem<{ readonly at: string; readonly now: string }>({
    status: 422,
    title: { zh: "登记时间在将来", en: "Filed in the future" },
    detail: {
      zh: "登记时间 {at} 晚于现在 {now}。请按登记证明更正。",
      en: "The registration of {at} is after now, {now}. Correct it by the proof.",
    },
  }),
  "filing-term-outside": problem<Ruled & { readonly until: string; readonly earliest: string; readonly latest: string }>({
    status: 422,
    title: { zh: "登记期限不合规", en: "Term of the registration outside the rules" },
    detail: {
      zh: "登记期限届满日 {until} 须在 {earliest} 至 {latest} 之间（{source}）。请更正。",
      en: "The registration ends on {until}; it has to end between {earliest} and {latest} ({source}). Correct it.",
    },
  }),
  "filing-number-used": problem<{ readonly number: string; readonly pledgeId: string }>({
    status: 409,
    title: { zh: "登记号已使用", en: "Registration number already used" },
    detail: {
      zh: "统一登记号 {number} 已用于质押 {pledgeId}。请核对登记证明。",
      en: "The registration {number} is that of pledge {pledgeId}. Check the proof.",
    },
  }),
  "not-filed": problem<Ruled & { readonly pledgeId: string }>({
    status: 409,
    title: { zh: "尚未在统一登记系统登记", en: "Not filed with the unified registry" },
    detail: {
      zh: "质押 {pledgeId} 已在本所登记并冻结，但尚未在统一登记系统登记，不能记录放款（{source}）。请先录入登记证明。",
      en: "Pledge {pledgeId} is registered and held here but not filed, so no disbursement is recorded ({source}). Record its filing first.",
    },
  }),
  "already-disbursed": problem<Ruled & { readonly disbursedCny: Decimal }>({
    status: 409,
    title: { zh: "已放款", en: "Already disbursed" },
    detail: {
      zh: "一般质押只放款一次，已放款 {disbursedCny} 元（{source}）。多次放款请设立最高额质押。",
      en: "A pledge for one principal is disbursed once; {disbursedCny} CNY were ({source}). Several need a pledge for a maximum amount.",
    },
  }),
  "disbursed-above-amount": problem<Ruled & { readonly amountCny: Decimal; readonly mostCny: Decimal }>({
    status: 422,
    title: { zh: "放款超过担保金额", en: "More than the amount secured" },
    detail: {
      zh: "放款 {amountCny} 元超过可放款 {mostCny} 元（{source}）。请减少金额，或增加质押。",
      en: "{amountCny} CNY is more than the {mostCny} CNY that may be disbursed ({source}). Reduce it, or pledge more.",
    },
  }),
  "repaid-above-owed": problem<{ readonly amountCny: Decimal; readonly owedCny: Decimal }>({
    status: 422,
    title: { zh: "还款超过所欠", en: "More than is owed" },
    detail: {
      zh: "还款 {amountCny} 元超过所欠本金 {owedCny} 元。请更正（利息不在此记录）。",
      en: "{amountCny} CNY is more than the {owedCny} CNY owed. Correct it; interest is not recorded here.",
    },
  }),
  "day-out-of-order": problem<{ readonly date: string; readonly earliest: string; readonly latest: string }>({
    status: 422,
    title: { zh: "日期不合先后", en: "Day out of order" },
    detail: {
      zh: "日期 {date} 须在 {earliest} 至 {latest} 之间。请更正。",
      en: "The day {date} has to lie between {earliest} and {latest}. Correct it.",
    },
  }),
} as const satisfies ProblemTable;

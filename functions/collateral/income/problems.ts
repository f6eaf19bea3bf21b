import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";

/** A rule, by the document and article in which it stands. */
interface Ruled {
  readonly source: string;
}

/** Refusals of income. */
export const incomeProblems = {
  "income-period-inverted": problem<{ readonly from: string; readonly until: string }>({
    status: 422,
    title: { zh: "收益期限颠倒", en: "Period inverted" },
    detail: {
      zh: "收益期截止日 {until} 早于起始日 {from}。请更正收益期。",
      en: "The period ends on {until}, before it begins on {from}. Correct it.",
    },
  }),
  "income-period-over": problem<Ruled & { readonly until: string; readonly today: string }>({
    status: 409,
    title: { zh: "收益期已满", en: "Period over" },
    detail: {
      zh: "收益期至 {until}，今日为 {today}，不能再登记（{source}）。请更正收益期或撤回申报。",
      en: "The period ended on {until}, and today is {today}: it is not registered any more ({source}). Correct the period or withdraw it.",
    },
  }),
  "income-period-running": problem<Ruled & { readonly until: string; readonly today: string }>({
    status: 409,
    title: { zh: "收益期未满", en: "Period still running" },
    detail: {
      zh: "收益期至 {until}，今日为 {today}，期满后才能注销（{source}）。",
      en: "The period runs until {until}, and today is {today}; the stream is closed after it ({source}).",
    },
  }),
  "payer-is-owner": problem<{ readonly creditCode: string }>({
    status: 422,
    title: { zh: "付款人与权利人相同", en: "Payer is the owner" },
    detail: {
      zh: "付款人信用代码 {creditCode} 与权利人相同。请填写实际付款人。",
      en: "The payer's credit code {creditCode} is that of the owner. Name who really pays.",
    },
  }),
  "shares-not-free": problem<Ruled & { readonly free: Decimal; readonly held: Decimal }>({
    status: 409,
    title: { zh: "份额未全部自由", en: "Shares not free" },
    detail: {
      zh: "自由份额 {free}%，另有 {held}% 已质押或冻结，全部解除后才能注销（{source}）。",
      en: "{free} % of the shares are free and {held} % are pledged or frozen; the stream is closed once nothing lies on them ({source}).",
    },
  }),
  "not-the-payer": problem<Ruled & { readonly payerName: string }>({
    status: 403,
    title: { zh: "非付款人", en: "Not the payer" },
    detail: {
      zh: "该收益由 {payerName} 支付，只能由其确认；付款人非会员的，由交易机构凭文件记录（{source}）。",
      en: "{payerName} pays this income and confirms it; for a payer that is no member, the operator records its document ({source}).",
    },
  }),
  "payer-document-missing": problem<Ruled & { readonly payerName: string }>({
    status: 422,
    title: { zh: "缺少付款人文件", en: "Document of the payer missing" },
    detail: {
      zh: "{payerName} 不是会员，须填写其确认文件的文号和散列值（{source}）。",
      en: "{payerName} is no member: give number and hash of the document in which it confirms ({source}).",
    },
  }),
} as const satisfies ProblemTable;

/** Refusal of whoever registers a pledge of income before its payer has confirmed where to pay. */
export const payerProblems = {
  "payer-unconfirmed": problem<Ruled & { readonly streamId: string; readonly streamName: string; readonly payerName: string }>({
    status: 409,
    title: { zh: "付款人未确认", en: "Payer has not confirmed" },
    detail: {
      zh: "收益“{streamName}”（{streamId}）的付款人 {payerName} 尚未确认收款账户，不能登记（{source}）。请先由付款人确认。",
      en: "{payerName}, who pays the income “{streamName}” ({streamId}), has not confirmed where to pay, so the pledge isn't registered ({source}). Have the payer confirm first.",
    },
  }),
} as const satisfies ProblemTable;

import type { Decimal } from "../../shared/kernel/decimal.ts";
import { stateNamesOf } from "../../shared/kernel/lifecycle.ts";
import { type ProblemTable, problem, type RefusalOf } from "../../shared/kernel/problem.ts";
import { allocationsLifecycles } from "./lifecycles.ts";
import { paymentModeNames } from "./vocabulary.ts";

/** The document and article that a rule rests on. */
interface Sourced {
  readonly source: string;
}

/** Refusals of payments. */
export const paymentProblems = {
  "nothing-to-pay": problem<{ readonly state: string }>({
    status: 409,
    title: { zh: "无应缴款", en: "Nothing to pay" },
    detail: { zh: "该定额出让当前状态为“{state}”，没有应缴的款项。", en: "The allocation is {state}: nothing is to be paid for it." },
    words: { state: stateNamesOf(allocationsLifecycles.allocation) },
  }),
  "payment-below-instalment": problem<Sourced & { readonly amount: Decimal; readonly number: number; readonly toPay: Decimal }>({
    status: 422,
    title: { zh: "不足一期", en: "Less than an instalment" },
    detail: {
      zh: "款项按期整缴（{source}）：{amount} 元不足以缴清最早未缴的第 {number} 期 {toPay} 元。",
      en: "Instalments are paid whole ({source}): {amount} CNY do not cover the earliest unpaid one, no. {number} of {toPay} CNY.",
    },
  }),
  "fee-not-covered": problem<{ readonly toPay: Decimal }>({
    status: 409,
    title: { zh: "资金不足以缴纳使用费", en: "Fee not covered" },
    detail: {
      zh: "须缴 {toPay} 元，可用资金不足。请先入金。",
      en: "{toPay} CNY are to be paid and your available cash is less. Fund your cash position first.",
    },
  }),
  "first-payment-missed": problem<Sourced & { readonly payBy: string }>({
    status: 409,
    title: { zh: "首期缴款逾期", en: "First payment missed" },
    detail: {
      zh: "首期款项须在{payBy}前入账（{source}）。期限已过，此后入账的款项不计；期限内已入账而晚记的款项仍计。",
      en: "The first payment had to be credited before {payBy} ({source}). Later money does not count; money credited in time counts even if it is booked later.",
    },
  }),
  "paid-otherwise": problem<Sourced & { readonly paymentMode: string }>({
    status: 409,
    title: { zh: "缴款方式不符", en: "Paid in another way" },
    detail: {
      zh: "该方案的使用费{paymentMode}（{source}），不能以其他方式缴纳。",
      en: "Fees of this plan are paid {paymentMode} ({source}), and not like this.",
    },
    words: { paymentMode: paymentModeNames },
  }),
  "certificate-amount-differs": problem<Sourced & { readonly amount: Decimal; readonly possible: readonly string[] }>({
    status: 422,
    title: { zh: "完税证明金额不符", en: "Amount of the certificate differs" },
    detail: {
      zh: "款项按期整缴（{source}）：证明金额 {amount} 元须等于最早未缴的一期或连续数期之和：{possible}。",
      en: "Instalments are paid whole ({source}): the certificate's {amount} CNY must be the sum of the earliest unpaid instalment or of several in their order: {possible}.",
    },
  }),
  "duplicate-certificate": problem<Sourced & { readonly certificateNumber: string }>({
    status: 409,
    title: { zh: "完税证明重复", en: "Certificate already booked" },
    detail: {
      zh: "完税证明 {certificateNumber} 已登记，同一证明只登记一次（{source}）；冲销后重新缴纳的，须用新的证明。",
      en: "The certificate {certificateNumber} was booked before, and each is booked once ({source}). After a reversal a new payment has a certificate of its own.",
    },
  }),
  "certificate-in-future": problem<{ readonly issuedOn: string; readonly today: string }>({
    status: 422,
    title: { zh: "完税证明日期在将来", en: "Certificate of the future" },
    detail: {
      zh: "完税证明的日期 {issuedOn} 晚于今天 {today}。",
      en: "The certificate can't be of {issuedOn}: today is {today}.",
    },
  }),
  "certificate-too-early": problem<Sourced & { readonly issuedOn: string; readonly decidedOn: string }>({
    status: 422,
    title: { zh: "完税证明早于批准", en: "Certificate before the decision" },
    detail: {
      zh: "方案于 {decidedOn} 批准，使用费自此才应缴（{source}），而完税证明的日期为 {issuedOn}。",
      en: "The plan was approved on {decidedOn}, and its fee is owed from then on ({source}); the certificate is of {issuedOn}.",
    },
  }),
  "certificate-too-late": problem<Sourced & { readonly issuedOn: string; readonly lastDay: string }>({
    status: 409,
    title: { zh: "首期完税证明逾期", en: "Certificate too late for the first payment" },
    detail: {
      zh: "首期款项最迟于 {lastDay} 缴纳（{source}），而完税证明的日期为 {issuedOn}。",
      en: "The first payment was due by {lastDay} ({source}), and the certificate is of {issuedOn}.",
    },
  }),
  "certificate-reversed": problem<{ readonly certificateNumber: string }>({
    status: 409,
    title: { zh: "完税证明已冲销", en: "Certificate already reversed" },
    detail: { zh: "完税证明 {certificateNumber} 已冲销。", en: "The certificate {certificateNumber} was reversed before." },
  }),
} as const satisfies ProblemTable;

/** Any refusal of payments. */
export type PaymentRefusal = RefusalOf<typeof paymentProblems>;
/** The refusal of a number that was booked before. */
export type DuplicateCertificate = Extract<PaymentRefusal, { readonly code: "duplicate-certificate" }>;

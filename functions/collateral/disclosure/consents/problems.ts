import { type ProblemTable, problem } from "../../../../shared/kernel/problem.ts";

/** A rule, by the document and article in which it stands. */
interface Ruled {
  readonly source: string;
}

/** Refusals of consents. */
export const consentProblems = {
  "no-such-firm": problem<{ readonly creditCode: string }>({
    status: 422,
    title: { zh: "无此企业会员", en: "No such firm" },
    detail: {
      zh: "信用代码 {creditCode} 名下没有已核准的企业会员。请核对代码，或请该企业先办理登记。",
      en: "No admitted enterprise is registered under {creditCode}. Check the code, or have the firm register first.",
    },
  }),
  "no-such-bank": problem<{ readonly creditCode: string }>({
    status: 422,
    title: { zh: "无此银行会员", en: "No such bank" },
    detail: {
      zh: "信用代码 {creditCode} 名下没有已核准的银行会员。请核对代码。",
      en: "No admitted bank is registered under {creditCode}. Check the code.",
    },
  }),
  "consent-site-unknown": problem<{ readonly siteId: string }>({
    status: 422,
    title: { zh: "场所不属于贵单位", en: "Not a site of yours" },
    detail: {
      zh: "{siteId} 不是贵单位的场所。请改选本单位场所，或不填场所以授权全部场所。",
      en: "{siteId} is no site of yours. Name your own sites, or none to consent for all of them.",
    },
  }),
  "consent-too-long": problem<Ruled & { readonly from: string; readonly until: string; readonly longestMonths: number }>({
    status: 422,
    title: { zh: "授权期限过长", en: "Consent too long" },
    detail: {
      zh: "授权自 {from} 至 {until}，超过 {longestMonths} 个月（{source}）。请缩短期限，到期后可再次授权。",
      en: "It lasts from {from} to {until}, more than {longestMonths} months ({source}). Shorten it; it can be given again when it ends.",
    },
  }),
  "consent-days-over": problem<{ readonly from: string; readonly until: string; readonly today: string }>({
    status: 422,
    title: { zh: "授权期限无效", en: "No days left" },
    detail: {
      zh: "截止日 {until} 早于起始日 {from} 或今日 {today}。请填写尚未届满的期限。",
      en: "Its last day {until} is before its first, {from}, or before today, {today}. Name days that are still to come.",
    },
  }),
} as const satisfies ProblemTable;

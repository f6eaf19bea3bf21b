import type { NoticeTexts } from "../../shared/kernel/notice.ts";

/** Notices that cash sends to members. */
export const cashNotices = {
  texts: {
    "cash-received": {
      kind: "received",
      heading: { zh: "资金到账", en: "Cash received" },
      zh: "已收到资金 {amount:money} 元（银行流水 {bankReference}）。",
      en: "{amount:money} CNY received (bank reference {bankReference}).",
    },
    "cash-paid-out": {
      kind: "paid-out",
      heading: { zh: "资金付出", en: "Cash paid out" },
      zh: "已付出资金 {amount:money} 元（银行流水 {bankReference}）。",
      en: "{amount:money} CNY paid out (bank reference {bankReference}).",
    },
  },
} as const satisfies NoticeTexts;

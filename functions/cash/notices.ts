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
  words: {
    bookPayOut: { zh: "付出会员资金", en: "paying out a member's cash" },
    bookHousePayOut: { zh: "付出财政专户或交易所资金", en: "paying out proceeds or fees" },
  },
} as const satisfies NoticeTexts;

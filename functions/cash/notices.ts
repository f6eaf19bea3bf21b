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
    "cash-suspended": {
      kind: "suspense",
      heading: { zh: "款项暂收", en: "Payment in suspense" },
      zh: "收到 {payerName} 付来的 {amount:money} 元（银行流水 {bankReference}）。付款人不是贵单位，款项暂收，待认领或退回。",
      en: "{amount:money} CNY came from {payerName} (bank reference {bankReference}). As you are not its payer, it waits to be assigned or returned.",
    },
    "suspense-assigned": {
      kind: "received",
      heading: { zh: "暂收款已认领", en: "Payment assigned" },
      zh: "{payerName} 付来的 {amount:money} 元已计入贵单位资金（银行流水 {bankReference}）。",
      en: "The {amount:money} CNY that {payerName} paid are yours now (bank reference {bankReference}).",
    },
    "refund-ordered": {
      kind: "refund",
      heading: { zh: "退款已下达", en: "Refund ordered" },
      zh: "退款 {amount:money} 元已下达，将退回来款账户 {toAccount}。",
      en: "{amount:money} CNY were ordered back to {toAccount}, where they came from.",
    },
    "refund-sent": {
      kind: "refund",
      heading: { zh: "退款已汇出", en: "Refund sent" },
      zh: "退款 {amount:money} 元已由银行汇往 {toAccount}（银行流水 {bankReference}）。",
      en: "The bank has sent {amount:money} CNY to {toAccount} (bank reference {bankReference}).",
    },
    "refund-failed": {
      kind: "refund",
      heading: { zh: "退款未汇出", en: "Refund failed" },
      zh: "退往 {toAccount} 的 {amount:money} 元未能汇出：{reason}。款项已恢复可用。",
      en: "The refund of {amount:money} CNY to {toAccount} failed: {reason}. The money is available again.",
    },
    "refund-returned": {
      kind: "refund",
      heading: { zh: "退款被退回", en: "Refund came back" },
      zh: "汇往 {toAccount} 的 {amount:money} 元被退回：{reason}。款项已恢复可用。",
      en: "The {amount:money} CNY sent to {toAccount} came back: {reason}. The money is available again.",
    },
  },
  words: {
    orderRefund: { zh: "退还会员资金", en: "refunding a member" },
    assignLine: { zh: "认领暂收款", en: "assigning money in suspense" },
    returnLine: { zh: "退回暂收款", en: "returning money in suspense" },
    bookHousePayOut: { zh: "付出国库或交易所资金", en: "paying out proceeds or fees" },
    reopenBankDay: { zh: "重开银行日", en: "reopening a bank day" },
  },
} as const satisfies NoticeTexts;

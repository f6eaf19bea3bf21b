import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about income. */
export const incomeNotices = {
  texts: {
    "income-stream-filed": {
      kind: "income",
      heading: { zh: "收益权已申报", en: "Income filed" },
      zh: "{partyName} 已申报收益“{name}”（{streamId}），付款人 {payerName}，收益期 {from} 至 {until}。",
      en: "{partyName} filed the income “{name}” ({streamId}), paid by {payerName} from {from} to {until}.",
    },
    "income-stream-registered": {
      kind: "income",
      heading: { zh: "收益权已登记", en: "Income registered" },
      zh: "{partyName} 的收益“{name}”（{streamId}）已登记，份额 100%（文号 {documentNumber}）：{reason}。",
      en: "The income “{name}” of {partyName} ({streamId}) was registered with a hundred per cent ({documentNumber}): {reason}.",
    },
    "income-stream-refused": {
      kind: "income",
      heading: { zh: "收益权未予登记", en: "Income not registered" },
      zh: "{partyName} 申报的收益“{name}”（{streamId}）未予登记（文号 {documentNumber}）：{reason}。",
      en: "The income “{name}” of {partyName} ({streamId}) was not registered ({documentNumber}): {reason}.",
    },
    "income-stream-withdrawn": {
      kind: "income",
      heading: { zh: "收益权申报已撤回", en: "Income withdrawn" },
      zh: "{partyName} 已撤回收益“{name}”（{streamId}）的申报。",
      en: "{partyName} withdrew the income “{name}” ({streamId}) that it had filed.",
    },
    "income-stream-closed": {
      kind: "income",
      heading: { zh: "收益权已注销", en: "Income closed" },
      zh: "{partyName} 的收益“{name}”（{streamId}）收益期已于 {until} 届满，份额已注销。",
      en: "The income “{name}” of {partyName} ({streamId}) ended on {until}, and its shares were retired.",
    },
    "income-payment-confirmed": {
      kind: "income",
      heading: { zh: "付款人已确认收款账户", en: "Payer confirmed the account" },
      zh: "{payerName} 已确认：收益“{streamName}”就质押 {pledgeId} 支付至 {accountBank} {accountNumber}（{accountName}）。",
      en: "{payerName} confirmed: the income “{streamName}” is paid for the pledge {pledgeId} into {accountNumber} at {accountBank} ({accountName}).",
      legallyRequired: true,
    },
  },
  words: {
    fileIncomeStream: { zh: "申报收益权", en: "filing income" },
    decideIncomeStream: { zh: "审核收益权申报", en: "deciding about income that was filed" },
    closeIncomeStream: { zh: "收益权期满注销", en: "closing income after its period" },
    confirmIncomePayment: { zh: "确认收款账户", en: "confirming where income is paid" },
  },
} as const satisfies NoticeTexts;

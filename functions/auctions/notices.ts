import type { NoticeTexts } from "../../shared/kernel/notice.ts";

/** Notices that auctions send to members. */
export const auctionsNotices = {
  texts: {
    "enrolment-made": {
      kind: "enrolled",
      heading: { zh: "竞价报名", en: "Enrolled in an auction" },
      zh: "已报名竞价“{title}”：{tonnes} 吨，保证金 {deposit:money} 元。",
      en: "Enrolled in the auction “{title}”: {tonnes} t, deposit {deposit:money} CNY.",
    },
    "enrolment-withdrawn": {
      kind: "withdrawn",
      heading: { zh: "撤回报名", en: "Enrolment withdrawn" },
      zh: "已撤回竞价“{title}”的报名（{tonnes} 吨），保证金 {deposit:money} 元已退还。",
      en: "Withdrew from the auction “{title}” ({tonnes} t); the deposit of {deposit:money} CNY is back.",
    },
    "enrolment-postponed": {
      kind: "postponed",
      heading: { zh: "竞价改期", en: "Auction postponed" },
      zh: "竞价“{title}”已改期（{reason}）：{opensAt:instant}起报价，{closesAt:instant}截止。已提交的报价继续密封有效。",
      en: "The auction “{title}” was postponed ({reason}): bids from {opensAt:instant} to {closesAt:instant}. Bids already made stay sealed and valid.",
    },
    "award-due": {
      kind: "due",
      heading: { zh: "成交待付款", en: "Payment due" },
      legallyRequired: true,
      zh: "竞价“{title}”成交 {quantity} 吨，须在{payBy:instant}前补足 {toPay:money} 元；以款项入账时间为准，期限所在银行日结账后仍未缴清的，按违约处理。",
      en: "Won {quantity} t in the auction “{title}”; pay {toPay:money} CNY before {payBy:instant}. Money counts from its value date; the award is in default once the bank day of the deadline is closed without it.",
    },
    "award-deadline-moved": {
      kind: "due",
      heading: { zh: "缴款期限顺延", en: "More time to pay" },
      legallyRequired: true,
      zh: "放假安排已公布，竞价“{title}”的缴款期限顺延至{payBy:instant}；该银行日结账后仍未缴清的，按违约处理。",
      en: "The year's days off were published: the award in the auction “{title}” is now payable before {payBy:instant}, and in default once that bank day is closed.",
    },
    "award-settled": {
      kind: "won",
      heading: { zh: "成交并交割", en: "Won and settled" },
      zh: "竞价“{title}”成交并已交割：{quantity} 吨，价款 {amount:money} 元，服务费 {fee:money} 元。交割编号 {blockReference}，成交确认单 {confirmationNumber}。",
      en: "Won and settled in the auction “{title}”: {quantity} t for {amount:money} CNY, fee {fee:money} CNY. Block {blockReference}, confirmation sheet {confirmationNumber}.",
    },
    "award-defaulted": {
      kind: "defaulted",
      heading: { zh: "逾期违约", en: "Defaulted" },
      legallyRequired: true,
      zh: "竞价“{title}”逾期未付，缴款期限所在银行日已结账，保证金 {forfeited:money} 元不予退还。",
      en: "Default in the auction “{title}”: the bank day of the deadline is closed and the award was not paid; the deposit of {forfeited:money} CNY is forfeited.",
    },
    "enrolment-released": {
      kind: "lost",
      heading: { zh: "未成交", en: "No award" },
      zh: "竞价“{title}”未成交（{reason:word}），保证金 {deposit:money} 元已退还。",
      en: "No award in the auction “{title}” ({reason:word}); the deposit of {deposit:money} CNY is back.",
    },
    "result-objection-raised": {
      kind: "result-objection",
      heading: { zh: "成交结果异议", en: "Objection to a result" },
      zh: "“{partyName}”对竞价“{title}”的结果提出异议：{grounds}",
      en: "“{partyName}” objects to the result of the auction “{title}”: {grounds}",
    },
    "result-objection-answered": {
      kind: "result-objection",
      heading: { zh: "异议答复", en: "Objection answered" },
      zh: "“{partyName}”对竞价“{title}”结果的异议已答复（{state:word}，{answerDocument}）：{reason}",
      en: "The objection of “{partyName}” to the result of the auction “{title}” was answered ({state:word}, {answerDocument}): {reason}",
    },
  },
  words: {
    upheld: { zh: "成立", en: "upheld" },
    dismissed: { zh: "不成立", en: "dismissed" },
    answerResultObjection: { zh: "答复成交结果异议", en: "answering an objection to a result" },
    postponeAuction: { zh: "推迟竞价", en: "postponing an auction" },
    cancelAuction: { zh: "取消竞价", en: "cancelling an auction" },
    excluded: {
      zh: "截止封存时贵单位列入限制名单或被暂停资格，报价未计入",
      en: "your organisation was on an exclusion list or suspended when the book was sealed, so its bid was left out",
    },
    "no-award": { zh: "报价未入围", en: "outbid" },
    cancelled: { zh: "竞价已取消", en: "the auction was cancelled" },
    negotiate: { zh: "仅一家有效报价，转入协议转让", en: "only one bidder, left to a negotiated transfer" },
    "no-valid-bids": { zh: "无有效报价", en: "no valid bids" },
  },
} as const satisfies NoticeTexts;

import type { Bilingual } from "../../shared/kernel/problem.ts";

/** Kinds of notices, each with the heading that a message carries. */
export const noticeKinds = {
  admitted: { zh: "会员核准", en: "Membership admitted" },
  refused: { zh: "登记未获核准", en: "Registration refused" },
  suspended: { zh: "会员资格暂停", en: "Membership suspended" },
  reinstated: { zh: "会员资格恢复", en: "Membership reinstated" },
  excluded: { zh: "列入名单", en: "Put on an exclusion list" },
  certified: { zh: "需求核定", en: "Need certified" },
  expired: { zh: "排污权到期", en: "Permit expired" },
  received: { zh: "资金到账", en: "Cash received" },
  "paid-out": { zh: "资金付出", en: "Cash paid out" },
  enrolled: { zh: "竞价报名", en: "Enrolled in an auction" },
  postponed: { zh: "竞价改期", en: "Auction postponed" },
  due: { zh: "成交待付款", en: "Payment due" },
  won: { zh: "成交并交割", en: "Won and settled" },
  defaulted: { zh: "逾期违约", en: "Defaulted" },
  lost: { zh: "未成交", en: "No award" },
} as const satisfies Record<string, Bilingual>;
/** What a notice is about. */
export type NoticeKind = keyof typeof noticeKinds;

/** Kind and text of a notice. */
interface NoticeText extends Bilingual {
  readonly kind: NoticeKind;
}

/** What a notice of a fact type says; `{name:format}` is the fact's member of that name, written as people expect it. Facts without a row concern nobody in particular. */
export const noticeTexts: Readonly<Record<string, NoticeText>> = {
  "party-admitted": {
    kind: "admitted",
    zh: "贵单位已获交易所核准。",
    en: "The exchange has admitted your organisation.",
  },
  "party-refused": {
    kind: "refused",
    zh: "贵单位的登记申请未获核准：{reason}",
    en: "The exchange refused your registration: {reason}",
  },
  "party-suspended": {
    kind: "suspended",
    zh: "贵单位资格已暂停：{reason}",
    en: "Your organisation is suspended: {reason}",
  },
  "party-reinstated": {
    kind: "reinstated",
    zh: "贵单位资格已恢复：{reason}",
    en: "Your organisation is reinstated: {reason}",
  },
  "exclusion-recorded": {
    kind: "excluded",
    zh: "贵单位已列入名单 {list:word}（文号 {documentNumber}）。",
    en: "Your organisation was put on the list {list:word} ({documentNumber}).",
  },
  "need-certified": {
    kind: "certified",
    zh: "项目 {project} 的 {pollutant} 需求已核定。",
    en: "The {pollutant} need of project {project} is certified.",
  },
  "permit-expired": {
    kind: "expired",
    zh: "排污权 {instrument:permit} 已到期，{retiredTonnes} 吨已注销，其上的质押等保留已终止。",
    en: "Permit {instrument:permit} has expired; {retiredTonnes} t were retired and the holds on it ended.",
  },
  "cash-received": {
    kind: "received",
    zh: "已收到资金 {amount:money} 元（银行流水 {bankReference}）。",
    en: "{amount:money} CNY received (bank reference {bankReference}).",
  },
  "cash-paid-out": {
    kind: "paid-out",
    zh: "已付出资金 {amount:money} 元（银行流水 {bankReference}）。",
    en: "{amount:money} CNY paid out (bank reference {bankReference}).",
  },
  "enrolment-made": {
    kind: "enrolled",
    zh: "已报名竞价“{title}”：{tonnes} 吨，保证金 {deposit:money} 元。",
    en: "Enrolled in the auction “{title}”: {tonnes} t, deposit {deposit:money} CNY.",
  },
  "enrolment-postponed": {
    kind: "postponed",
    zh: "竞价“{title}”已改期（{reason}）：{opensAt:instant}起报价，{closesAt:instant}截止。已提交的报价继续密封有效。",
    en: "The auction “{title}” was postponed ({reason}): bids from {opensAt:instant} to {closesAt:instant}. Bids already made stay sealed and valid.",
  },
  "award-due": {
    kind: "due",
    zh: "竞价“{title}”成交 {quantity} 吨，须在{payBy:instant}前补足 {toPay:money} 元。",
    en: "Won {quantity} t in the auction “{title}”; pay {toPay:money} CNY before {payBy:instant}.",
  },
  "award-settled": {
    kind: "won",
    zh: "竞价“{title}”成交并已交割：{quantity} 吨，价款 {amount:money} 元，服务费 {fee:money} 元。",
    en: "Won and settled in the auction “{title}”: {quantity} t for {amount:money} CNY, fee {fee:money} CNY.",
  },
  "award-defaulted": {
    kind: "defaulted",
    zh: "竞价“{title}”逾期未付，保证金 {forfeited:money} 元不予退还。",
    en: "Default in the auction “{title}”: the deposit of {forfeited:money} CNY is forfeited.",
  },
  "enrolment-released": {
    kind: "lost",
    zh: "竞价“{title}”未成交（{reason:word}），保证金 {deposit:money} 元已退还。",
    en: "No award in the auction “{title}” ({reason:word}); the deposit of {deposit:money} CNY is back.",
  },
};

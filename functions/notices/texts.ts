import type { Bilingual } from "../../shared/kernel/problem.ts";

/** What a notice of a fact type says; `{name}` is the fact's member of that name. Facts without a row concern nobody in particular. */
export const noticeTexts: Readonly<Record<string, Bilingual>> = {
  "party-admitted": { zh: "贵单位已获交易所核准。", en: "The exchange has admitted your organisation." },
  "party-refused": { zh: "贵单位的登记申请未获核准：{reason}", en: "The exchange refused your registration: {reason}" },
  "party-suspended": { zh: "贵单位资格已暂停：{reason}", en: "Your organisation is suspended: {reason}" },
  "party-reinstated": { zh: "贵单位资格已恢复：{reason}", en: "Your organisation is reinstated: {reason}" },
  "exclusion-recorded": {
    zh: "贵单位已列入名单 {list}（文号 {documentNumber}）。",
    en: "Your organisation was put on the list {list} ({documentNumber}).",
  },
  "need-certified": { zh: "项目 {project} 的 {pollutant} 需求已核定。", en: "The {pollutant} need of project {project} is certified." },
  "permit-expired": {
    zh: "排污权 {instrument} 已到期，{retiredTonnes} 吨已注销，其上的质押等保留已终止。",
    en: "Permit {instrument} has expired; {retiredTonnes} t were retired and the holds on it ended.",
  },
  "cash-received": {
    zh: "已收到资金 {amount} 元（银行流水 {bankReference}）。",
    en: "{amount} CNY received (bank reference {bankReference}).",
  },
  "cash-paid-out": {
    zh: "已付出资金 {amount} 元（银行流水 {bankReference}）。",
    en: "{amount} CNY paid out (bank reference {bankReference}).",
  },
  "enrolment-made": {
    zh: "已报名竞价 {auctionId}：{tonnes} 吨，保证金 {deposit} 元。",
    en: "Enrolled in auction {auctionId}: {tonnes} t, deposit {deposit} CNY.",
  },
  "award-due": {
    zh: "竞价 {auctionId} 成交 {quantity} 吨，须在 {payBy} 前补足 {toPay} 元。",
    en: "Won {quantity} t in auction {auctionId}; pay {toPay} CNY by {payBy}.",
  },
  "award-settled": {
    zh: "竞价 {auctionId} 成交并已交割：{quantity} 吨，价款 {amount} 元，服务费 {fee} 元。",
    en: "Won and settled in auction {auctionId}: {quantity} t for {amount} CNY, fee {fee} CNY.",
  },
  "award-defaulted": {
    zh: "竞价 {auctionId} 逾期未付，保证金 {forfeited} 元不予退还。",
    en: "Default in auction {auctionId}: the deposit of {forfeited} CNY is forfeited.",
  },
  "enrolment-released": {
    zh: "竞价 {auctionId} 未成交（{reason}），保证金 {deposit} 元已退还。",
    en: "No award in auction {auctionId} ({reason}); the deposit of {deposit} CNY is back.",
  },
};

/** The text with the fact's members filled in; members that are not plain texts or numbers stay as they are written. */
export function filled(text: Bilingual, data: Readonly<Record<string, unknown>>): Bilingual {
  const fill = (each: string) =>
    each.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = data[name];
      return typeof value === "string" || typeof value === "number" ? String(value) : whole;
    });
  return { zh: fill(text.zh), en: fill(text.en) };
}

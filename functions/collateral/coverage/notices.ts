import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about coverage. */
export const coverageNotices = {
  texts: {
    "coverage-crossed": {
      kind: "coverage",
      heading: { zh: "质押覆盖率触线", en: "Coverage crossed a line" },
      zh: "质押 {registrationNumber}（出质人 {pledgorName}，合同 {contractNumber}）由“{from:word}”转为“{state:word}”：{coverage:inWords}，扣除在先受偿后价值 {leftCny:money} 元，被担保余额 {securedCny:money} 元。{pricing:inWords}。{curing:inWords}",
      en: "Pledge {registrationNumber} of {pledgorName}, contract {contractNumber}, went from “{from:word}” to “{state:word}”: {coverage:inWords}, with CNY {leftCny:money} left after seniors for CNY {securedCny:money} secured. Valued {pricing:inWords}.{curing:inWords}",
    },
    "pledge-statement-issued": {
      kind: "pledge-statement",
      heading: { zh: "质押对账单", en: "Statement of a pledge" },
      zh: "合同 {contractNumber}（债权人 {bankName}，出质人 {pledgorName}）：质押物 {pledgedText:inWords}；约定担保 {amountCny:money} 元，当前担保 {securedCny:money} 元；已放款 {disbursedCny:money} 元，已偿还 {repaidCny:money} 元，尚欠 {owedCny:money} 元。",
      en: "Contract {contractNumber} with {bankName}, pledged by {pledgorName}: pledged is {pledgedText:inWords}; the contract secures CNY {amountCny:money}, now CNY {securedCny:money}; CNY {disbursedCny:money} were disbursed and CNY {repaidCny:money} repaid, CNY {owedCny:money} are owed.",
    },
  },
  words: {
    none: { zh: "尚无", en: "none yet" },
    sound: { zh: "正常", en: "sound" },
    watch: { zh: "预警", en: "watch" },
    "margin-call": { zh: "追加质押", en: "margin call" },
    breach: { zh: "处置", en: "breach" },
  },
} as const satisfies NoticeTexts;

import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about surrender. */
export const surrenderNotices = {
  texts: {
    "allowances-surrendered": {
      kind: "carbon",
      heading: { zh: "配额已清缴", en: "Allowances surrendered" },
      zh: "{partyName} {year} 年度已清缴配额（清缴编号 {surrenderId}），明细及尚未清缴数量见清缴义务。",
      en: "{partyName} surrendered for {year} ({surrenderId}); the obligation shows what and how much is still open.",
    },
    "allowances-given-back": {
      kind: "carbon",
      heading: { zh: "多缴配额已退回", en: "Allowances given back" },
      zh: "{partyName} {year} 年度多清缴的配额已退回（文号 {documentNumber}）：{reason}。",
      en: "Allowances that {partyName} had surrendered beyond {year}'s figure were given back ({documentNumber}): {reason}.",
    },
    "allowance-freeze-changed": {
      kind: "carbon",
      heading: { zh: "配额冻结变更", en: "Freeze of allowances changed" },
      zh: "{partyName} 的配额 {instrument} 冻结 {holdId} 变动 {tonnes} 吨，现冻结 {frozenTonnes} 吨（文号 {documentNumber}）：{reason}。",
      en: "The freeze {holdId} of {instrument} of {partyName} changed by {tonnes} t and has {frozenTonnes} t now ({documentNumber}): {reason}.",
      legallyRequired: true,
    },
    "allowances-cancelled": {
      kind: "carbon",
      heading: { zh: "配额已自愿注销", en: "Allowances cancelled" },
      zh: "{partyName} 已自愿注销 {instrument} {tonnes} 吨：{reason}。",
      en: "{partyName} cancelled {tonnes} t of {instrument}: {reason}.",
    },
    "carbon-emissions-determined": {
      kind: "carbon",
      heading: { zh: "排放量核定", en: "Emissions determined" },
      zh: "{partyName} {year} 年度未按规定报告，主管部门核定排放量 {tco2} 吨，应清缴 {requiredTonnes} 吨（文号 {documentNumber}）：{reason}。",
      en: "No report of {partyName} for {year} was taken; the bureau set {tco2} t, of which {requiredTonnes} t are to be surrendered ({documentNumber}): {reason}.",
      legallyRequired: true,
    },
  },
  words: {
    surrenderAllowances: { zh: "清缴配额", en: "surrendering allowances" },
    freezeAllowances: { zh: "冻结或解冻配额", en: "freezing allowances" },
    orderSurrender: { zh: "以冻结配额清缴", en: "ordering surrender from frozen allowances" },
    giveBackAllowances: { zh: "退回多缴配额", en: "giving allowances back" },
    determineEmissions: { zh: "核定排放量", en: "determining emissions" },
    cancelAllowances: { zh: "注销配额", en: "cancelling allowances" },
  },
} as const satisfies NoticeTexts;

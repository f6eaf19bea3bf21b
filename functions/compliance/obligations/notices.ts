import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Texts of the notices about obligations. */
export const obligationNotices = {
  "compliance-gap-found": {
    kind: "compliance",
    heading: { zh: "履约存在缺口", en: "Obligation not covered" },
    zh: "{partyName} {year} 年 {pollutant}：须 {requiredTonnes} 吨，可用于履约 {heldTonnes} 吨，已清缴 {surrenderedTonnes} 吨，缺口 {gapTonnes} 吨；截止 {deadlineAt:instant}。",
    en: "{partyName}, {pollutant} in {year}: {requiredTonnes} t are required, {heldTonnes} t are held for it and {surrenderedTonnes} t surrendered. {gapTonnes} t are short until {deadlineAt:instant}.",
    legallyRequired: true,
  },
  "compliance-gap-closed": {
    kind: "compliance",
    heading: { zh: "履约缺口已补足", en: "Gap closed" },
    zh: "{partyName} {year} 年 {pollutant} 的履约缺口已补足：须 {requiredTonnes} 吨，可用于履约 {heldTonnes} 吨，已清缴 {surrenderedTonnes} 吨。",
    en: "{partyName}, {pollutant} in {year}: the gap is closed. {requiredTonnes} t are required, {heldTonnes} t are held for it and {surrenderedTonnes} t surrendered.",
  },
  "compliance-gap-withdrawn": {
    kind: "compliance",
    heading: { zh: "履约缺口撤回", en: "Gap taken back" },
    zh: "{partyName} {year} 年 {pollutant} 的排放数据已撤回，原履约缺口不再成立；可用于履约 {heldTonnes} 吨，待重新核定。",
    en: "{partyName}, {pollutant} in {year}: what was required was taken back, and so was the gap. {heldTonnes} t are held for it; a new figure will follow.",
  },
  "compliance-deadline-ahead": {
    kind: "compliance",
    heading: { zh: "履约期限临近", en: "Deadline ahead" },
    zh: "{partyName} {year} 年 {pollutant} 仍缺 {gapTonnes} 吨，距截止不足 {days} 天（{deadlineAt:instant}）。",
    en: "{partyName}, {pollutant} in {year}: {gapTonnes} t are still short, and at most {days} days are left until {deadlineAt:instant}.",
    legallyRequired: true,
  },
  "compliance-overdue": {
    kind: "compliance",
    heading: { zh: "履约逾期", en: "Obligation overdue" },
    zh: "{partyName} {year} 年 {pollutant} 已逾期（{deadlineAt:instant}），缺口 {gapTonnes} 吨。",
    en: "{partyName}, {pollutant} in {year}: overdue since {deadlineAt:instant}, {gapTonnes} t are short.",
    legallyRequired: true,
  },
} as const satisfies NoticeTexts["texts"];

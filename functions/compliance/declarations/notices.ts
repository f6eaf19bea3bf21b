import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Texts of the notices about declarations of discharges. */
export const declarationNotices = {
  "discharge-accepted": {
    kind: "discharge-accepted",
    heading: { zh: "排放量申报已采纳", en: "Discharge declaration accepted" },
    zh: "场所“{siteName}” {year} 年 {pollutant} 排放量 {tonnes} 吨（第 {version} 版）已采纳，文号 {documentNumber}。",
    en: "The declaration of {tonnes} t of {pollutant} discharged at {siteName} in {year} (version {version}) was accepted ({documentNumber}).",
  },
  "discharge-returned": {
    kind: "discharge-returned",
    heading: { zh: "排放量申报已退回", en: "Discharge declaration returned" },
    zh: "场所“{siteName}” {year} 年 {pollutant} 排放量申报（第 {version} 版）已退回：{reason}（文号 {documentNumber}）。请更正后重新提交。",
    en: "The declaration of {pollutant} discharged at {siteName} in {year} (version {version}) was returned: {reason} ({documentNumber}). Correct and submit it again.",
  },
  "discharge-reversed": {
    kind: "discharge-returned",
    heading: { zh: "排放量申报撤销采纳", en: "Acceptance of a declaration reversed" },
    zh: "场所“{siteName}” {year} 年 {pollutant} 排放量 {tonnes} 吨（第 {version} 版）的采纳已撤销：{reason}（文号 {documentNumber}）。请重新申报。",
    en: "The acceptance of {tonnes} t of {pollutant} at {siteName} in {year} (version {version}) was taken back: {reason} ({documentNumber}). Declare it again.",
  },
} as const satisfies NoticeTexts["texts"];

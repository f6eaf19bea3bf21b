import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about annual reports. */
export const reportsNotices = {
  texts: {
    "carbon-report-returned": {
      kind: "carbon-report",
      heading: { zh: "年度碳排放报告已退回", en: "Annual report returned" },
      zh: "贵单位 {year} 年度碳排放报告（第 {version} 版）经初审退回：{reason}。请更正后重新提交。",
      en: "Your annual report of emissions for {year} (version {version}) was returned: {reason}. Put it right and submit it again.",
    },
    "carbon-report-accepted": {
      kind: "carbon-report",
      heading: { zh: "年度碳排放报告已核定", en: "Annual report accepted" },
      zh: "贵单位 {year} 年度碳排放报告（第 {version} 版）已核定：排放量 {tco2} 吨，应清缴 {requiredTonnes} 吨。",
      en: "Your annual report for {year} (version {version}) is accepted: {tco2} t of CO2, {requiredTonnes} t to surrender.",
      legallyRequired: true,
    },
    "carbon-report-rejected": {
      kind: "carbon-report",
      heading: { zh: "年度碳排放报告未通过", en: "Annual report rejected" },
      zh: "贵单位 {year} 年度碳排放报告（第 {version} 版）未通过（文号 {documentNumber}）：{reason}。请提交更正版本，否则由主管部门核定排放量。",
      en: "Your annual report for {year} (version {version}) was rejected ({documentNumber}): {reason}. File a corrected version, or the bureau determines your emissions.",
      legallyRequired: true,
    },
    "carbon-report-reopened": {
      kind: "carbon-report",
      heading: { zh: "年度碳排放报告重新开启", en: "Annual report reopened" },
      zh: "贵单位 {year} 年度碳排放报告第 {reversedVersion} 版的核定已撤销（文号 {documentNumber}）：{reason}。请提交新版本。",
      en: "The acceptance of version {reversedVersion} of your annual report for {year} is reversed ({documentNumber}): {reason}. File a new version.",
      legallyRequired: true,
    },
    "carbon-report-due": {
      kind: "carbon-due",
      heading: { zh: "年度碳排放报告即将到期", en: "Annual report due" },
      zh: "贵单位 {year} 年度碳排放报告须于 {reportBy} 前（含当日）提交，目前尚未提交。",
      en: "Your annual report of emissions for {year} is to be submitted by {reportBy}, and has not been yet.",
    },
  },
  words: {
    submitReport: { zh: "提交年度碳排放报告", en: "submitting an annual report of emissions" },
    decideReport: { zh: "核定年度碳排放报告", en: "deciding on an annual report of emissions" },
    reopenReport: { zh: "重新开启年度碳排放报告", en: "reopening an annual report of emissions" },
  },
} as const satisfies NoticeTexts;

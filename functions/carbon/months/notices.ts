import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about monthly storage. */
export const monthsNotices = {
  texts: {
    "month-due": {
      kind: "carbon-month",
      heading: { zh: "月度存证即将到期", en: "Month to be stored" },
      zh: "“{partyName}”{month} 的数据尚未存证，请于 {storeBy:instant} 前存证；逾期按数据质量控制计划取保守值。",
      en: "{month} of {partyName} is not stored yet: store it by {storeBy:instant}, or it takes the conservative values of the control plan.",
    },
    "month-missed": {
      kind: "carbon-month",
      heading: { zh: "月度存证逾期", en: "Month missed" },
      zh: "“{partyName}”{month} 的数据逾期未存证，已按数据质量控制计划取保守值。提交年度报告前可补存证，并标记为逾期。",
      en: "{month} of {partyName} was not stored in time and takes the conservative values of the control plan. It can be stored late until the year's report is submitted.",
      legallyRequired: true,
    },
    "month-returned": {
      kind: "carbon-month",
      heading: { zh: "月度存证被退回", en: "Month returned" },
      zh: "“{partyName}”{month} 的存证被退回：{reason}。请于 {storeBy:instant} 前重新存证，否则取保守值。",
      en: "{month} of {partyName} was returned: {reason}. Store it again by {storeBy:instant}, or it takes conservative values.",
      legallyRequired: true,
    },
  },
  words: {
    storeMonth: { zh: "月度存证", en: "storing a month" },
    checkMonth: { zh: "审核月度存证", en: "checking a month" },
  },
} as const satisfies NoticeTexts;

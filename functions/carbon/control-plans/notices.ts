import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about data-quality control plans. */
export const controlPlansNotices = {
  texts: {
    "control-plan-approved": {
      kind: "carbon-plan",
      heading: { zh: "数据质量控制计划已核准", en: "Control plan approved" },
      zh: "“{partyName}”{year} 年数据质量控制计划第 {planVersion} 版已核准：{reason}。",
      en: "Version {planVersion} of the control plan of {partyName} for {year} is approved: {reason}.",
    },
    "control-plan-returned": {
      kind: "carbon-plan",
      heading: { zh: "数据质量控制计划被退回", en: "Control plan returned" },
      zh: "“{partyName}”{year} 年数据质量控制计划第 {planVersion} 版被退回：{reason}。请修改后重新提交。",
      en: "Version {planVersion} of the control plan of {partyName} for {year} was returned: {reason}. Change it and file it again.",
    },
  },
  words: {
    fileControlPlan: { zh: "提交数据质量控制计划", en: "filing a control plan" },
    decideControlPlan: { zh: "审核数据质量控制计划", en: "deciding on a control plan" },
  },
} as const satisfies NoticeTexts;

import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about verification; entity and verifier get the same text. */
export const verificationNotices = {
  texts: {
    "carbon-verifier-assigned": {
      kind: "carbon-verification",
      heading: { zh: "已委派核查机构", en: "Verifier assigned" },
      zh: "{partyName} {year} 年度碳排放报告（第 {version} 版）已委派 {verifierName} 核查（文号 {documentNumber}）。",
      en: "The annual report of {partyName} for {year} (version {version}) is assigned to {verifierName} for verification ({documentNumber}).",
    },
    "carbon-assignment-withdrawn": {
      kind: "carbon-verification",
      heading: { zh: "核查委派已撤回", en: "Assignment withdrawn" },
      zh: "对 {verifierName} 核查 {partyName} {year} 年度碳排放报告的委派已撤回：{reason}。",
      en: "The assignment of {verifierName} to the annual report of {partyName} for {year} is withdrawn: {reason}.",
    },
    "non-conformity-raised": {
      kind: "carbon-verification",
      heading: { zh: "核查不符合项", en: "Non-conformity" },
      zh: "{verifierName} 就 {partyName} {year} 年度碳排放报告第 {line} 行提出不符合项 {number}（第 {round} 轮）：{found}；要求：{asked}。须于 {lastDay} 前（含当日）答复，逾期按 {conservativeTco2} 吨 CO2 保守测算。",
      en: "{verifierName} raises non-conformity {number} (round {round}) about line {line} of the annual report of {partyName} for {year}: {found}. Asked: {asked}. It is to be answered by {lastDay}; otherwise {conservativeTco2} t of CO2 are set.",
      legallyRequired: true,
    },
    "non-conformity-answered": {
      kind: "carbon-verification",
      heading: { zh: "不符合项已答复", en: "Non-conformity answered" },
      zh: "{partyName} 已答复 {year} 年度碳排放报告的不符合项 {number}：{text}。",
      en: "{partyName} answered non-conformity {number} of its annual report for {year}: {text}.",
    },
    "conservative-figure-set": {
      kind: "carbon-verification",
      heading: { zh: "逾期未答复，采用保守值", en: "Conservative figure set" },
      zh: "{partyName} {year} 年度碳排放报告的不符合项 {number} 逾期未答复，第 {line} 行采用保守值 {conservativeTco2} 吨 CO2（依据：{basis}）。",
      en: "Non-conformity {number} of the annual report of {partyName} for {year} was not answered in time: {conservativeTco2} t of CO2 are set for line {line} ({basis}).",
      legallyRequired: true,
    },
    "carbon-verification-concluded": {
      kind: "carbon-verification",
      heading: { zh: "核查结果", en: "Verification concluded" },
      zh: "{partyName} {year} 年度碳排放报告（第 {version} 版）核查完成：{verifiedTco2} 吨 CO2、{verifiedTce} 吨标准煤。结论：{opinion}。企业可于 {lastDay} 前（含当日）申请复核。",
      en: "The annual report of {partyName} for {year} (version {version}) is verified: {verifiedTco2} t of CO2, {verifiedTce} tce. {opinion}. The entity may ask for re-verification by {lastDay}.",
      legallyRequired: true,
    },
    "re-verification-overdue": {
      kind: "carbon-verification",
      heading: { zh: "复核申请逾期未决定", en: "Re-verification undecided" },
      zh: "{partyName} {year} 年度碳排放报告的复核申请未在 {lastDay} 前决定，主管部门仍将作出决定。",
      en: "The request to verify the annual report of {partyName} for {year} again was not decided by {lastDay}. The bureau still decides on it.",
    },
    "re-verification-granted": {
      kind: "carbon-verification",
      heading: { zh: "同意复核", en: "Re-verification granted" },
      zh: "同意复核 {partyName} {year} 年度碳排放报告（文号 {documentNumber}）：{reason}。由 {verifierName} 核查，原核查机构为 {earlierVerifierName}。",
      en: "The annual report of {partyName} for {year} is verified again ({documentNumber}): {reason}. {verifierName} verifies it in place of {earlierVerifierName}.",
      legallyRequired: true,
    },
    "re-verification-refused": {
      kind: "carbon-verification",
      heading: { zh: "不予复核", en: "Re-verification refused" },
      zh: "不予复核 {partyName} {year} 年度碳排放报告（文号 {documentNumber}）：{reason}。原核查结果有效。",
      en: "The annual report of {partyName} for {year} is not verified again ({documentNumber}): {reason}. The verified figures stand.",
      legallyRequired: true,
    },
  },
  words: {
    assignVerifier: { zh: "委派核查机构", en: "assigning a verifier" },
    respondToVerification: { zh: "反馈核查结果", en: "responding to a verification" },
    decideReverification: { zh: "决定复核申请", en: "deciding on a re-verification" },
  },
} as const satisfies NoticeTexts;

import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about disclosure. */
export const disclosureNotices = {
  texts: {
    "consent-requested": {
      kind: "consent",
      heading: { zh: "查询授权申请", en: "Consent asked for" },
      zh: "{bankName} 申请查询 {partyName} 可质押资产，期限 {from} 至 {until}，用途：{purpose}（申请 {requestId}）。",
      en: "{bankName} asks to read what {partyName} can pledge, from {from} to {until}, for: {purpose} (request {requestId}).",
    },
    "consent-refused": {
      kind: "consent",
      heading: { zh: "查询授权被拒绝", en: "Consent refused" },
      zh: "{partyName} 未同意 {bankName} 的查询授权申请 {requestId}：{reason}。",
      en: "{partyName} refused the consent that {bankName} asked for ({requestId}): {reason}.",
    },
    "consent-request-withdrawn": {
      kind: "consent",
      heading: { zh: "查询授权申请已撤回", en: "Request for a consent withdrawn" },
      zh: "{bankName} 已撤回对 {partyName} 的查询授权申请 {requestId}。",
      en: "{bankName} withdrew its request {requestId} for a consent of {partyName}.",
    },
    "consent-granted": {
      kind: "consent",
      heading: { zh: "查询授权已生效", en: "Consent granted" },
      zh: "{partyName} 已授权 {bankName} 查询其可质押资产，期限 {from} 至 {until}，用途：{purpose}（授权 {consentId}）；授权可随时撤销。",
      en: "{partyName} consented that {bankName} reads what it can pledge, from {from} to {until}, for: {purpose} (consent {consentId}). It can be revoked at any time.",
    },
    "consent-revoked": {
      kind: "consent",
      heading: { zh: "查询授权已撤销", en: "Consent revoked" },
      zh: "{partyName} 已撤销对 {bankName} 的查询授权 {consentId}，即时生效：{reason}。",
      en: "{partyName} revoked the consent {consentId} to {bankName}, at once: {reason}.",
    },
    "major-accident-recorded": {
      kind: "accident",
      heading: { zh: "重大环境污染事故已记录", en: "Major accident recorded" },
      zh: "{partyName} 于 {happenedOn} 发生重大环境污染事故（文号 {documentNumber}）：{reason}。至 {excludesUntil} 不予办理质押。",
      en: "A major accident of {partyName} on {happenedOn} was recorded ({documentNumber}): {reason}. It keeps permits from being pledged until {excludesUntil}.",
      legallyRequired: true,
    },
    "major-accident-withdrawn": {
      kind: "accident",
      heading: { zh: "重大环境污染事故记录已撤回", en: "Record of a major accident withdrawn" },
      zh: "{partyName} 于 {happenedOn} 的重大环境污染事故记录已撤回（文号 {withdrawalDocument}）：{withdrawalReason}。",
      en: "The record of a major accident of {partyName} on {happenedOn} was withdrawn ({withdrawalDocument}): {withdrawalReason}.",
      legallyRequired: true,
    },
  },
  words: {
    grantConsent: { zh: "授权银行查询", en: "consenting to be read by a bank" },
    decideConsentRequest: { zh: "答复查询授权申请", en: "answering a request for a consent" },
    recordAccident: { zh: "记录重大环境污染事故", en: "recording a major accident" },
    withdrawAccident: { zh: "撤回重大环境污染事故记录", en: "withdrawing the record of a major accident" },
  },
} as const satisfies NoticeTexts;

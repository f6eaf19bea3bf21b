import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about pledges. */
export const pledgesNotices = {
  texts: {
    "pledge-drafted": {
      kind: "pledge",
      heading: { zh: "质押待确认", en: "Pledge to confirm" },
      zh: "{bankName} 拟定质押 {pledgeId}：出质人 {pledgorName}，债务人 {debtorName}，合同 {contractNumber}，担保金额 {amountCny:money} 元。请出质人核对后确认或拒绝。",
      en: "{bankName} drafted pledge {pledgeId}: pledgor {pledgorName}, debtor {debtorName}, contract {contractNumber}, CNY {amountCny:money} secured. The pledgor confirms or refuses it.",
    },
    "pledge-confirmed": {
      kind: "pledge",
      heading: { zh: "质押已确认", en: "Pledge confirmed" },
      zh: "{pledgorName} 已确认质押 {pledgeId}（合同 {contractNumber}），{bankName} 可以登记。",
      en: "{pledgorName} confirmed pledge {pledgeId} (contract {contractNumber}); {bankName} may register it.",
    },
    "pledge-refused": {
      kind: "pledge",
      heading: { zh: "质押已拒绝", en: "Pledge refused" },
      zh: "质押 {pledgeId}（合同 {contractNumber}）未登记即终止：{reason}。",
      en: "Pledge {pledgeId} (contract {contractNumber}) ended before its registration: {reason}.",
    },
    "pledge-not-registered": {
      kind: "pledge",
      heading: { zh: "质押逾期未登记", en: "Pledge not registered in time" },
      zh: "质押 {pledgeId}（合同 {contractNumber}）未在期限内登记，已失效。仍需质押的，请重新拟定。",
      en: "Pledge {pledgeId} (contract {contractNumber}) was not registered in time and has lapsed. Draft it again if it is still wanted.",
    },
    "pledge-registered": {
      kind: "pledge",
      heading: { zh: "质押已登记", en: "Pledge registered" },
      legallyRequired: true,
      zh: "质押 {pledgeId} 已登记，登记号 {registrationNumber}：{pledgorName} 出质予 {bankName}，担保金额 {amountCny:money} 元。质押物不得转让、清缴或注销。",
      en: "Pledge {pledgeId} is registered under {registrationNumber}: {pledgorName} to {bankName}, CNY {amountCny:money} secured. What is pledged can't be moved, surrendered or cancelled.",
    },
    "pledge-part-released": {
      kind: "pledge",
      heading: { zh: "部分质押已解除", en: "Part of a pledge released" },
      legallyRequired: true,
      zh: "{bankName} 解除了质押 {pledgeId}（{registrationNumber}）的一部分：{reason}。",
      en: "{bankName} released a part of pledge {pledgeId} ({registrationNumber}): {reason}.",
    },
    "pledge-cancelled": {
      kind: "pledge",
      heading: { zh: "质押已注销", en: "Pledge cancelled" },
      legallyRequired: true,
      zh: "{bankName} 已注销质押 {pledgeId}（{registrationNumber}，合同 {contractNumber}）：{reason}。仅为其冻结的部分已恢复可用；后位质押和司法冻结不受影响。",
      en: "{bankName} cancelled pledge {pledgeId} ({registrationNumber}, contract {contractNumber}): {reason}. What was held for it alone is free; later pledges and court freezes stay.",
    },
    "pledge-lapsed": {
      kind: "pledge",
      heading: { zh: "质押登记期限届满", en: "Term of a pledge's registration over" },
      legallyRequired: true,
      zh: "质押 {pledgeId}（{registrationNumber}）的登记期限已届满。届满不等于解除：质押物仍被冻结，请银行办理注销或清偿登记。",
      en: "The term of pledge {pledgeId} ({registrationNumber}) is over. That is no release: what is pledged stays held until the bank records repayment or cancellation.",
    },
    "pledge-expired": {
      kind: "pledge",
      heading: { zh: "质押物已到期", en: "Pledged right expired" },
      legallyRequired: true,
      zh: "质押 {pledgeId}（{registrationNumber}）的质押物有效期届满，质押随之终止；债务 {contractNumber} 并未因此清偿，请 {bankName} 另行落实担保。",
      en: "What pledge {pledgeId} ({registrationNumber}) lay on has expired, and the pledge with it. The debt of {contractNumber} is not discharged: {bankName} needs other security.",
    },
  },
} as const satisfies NoticeTexts;

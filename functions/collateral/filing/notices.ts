import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about filing. */
export const filingNotices = {
  texts: {
    "pledge-filed": {
      kind: "pledge",
      heading: { zh: "质押已在统一登记系统登记", en: "Pledge filed with the unified registry" },
      zh: "质押 {pledgeId}（{registrationNumber}）已在统一登记系统登记，登记期限至 {until}。",
      en: "Pledge {pledgeId} ({registrationNumber}) is filed with the unified registry until {until}.",
    },
    "pledge-filing-differs": {
      kind: "pledge",
      heading: { zh: "统一登记内容不一致", en: "Filing differs" },
      legallyRequired: true,
      zh: "质押 {pledgeId}（{registrationNumber}）在统一登记系统的内容与本所登记不一致，涉及：{differing:wordList}。请 {bankName} 办理变更登记。",
      en: "What the unified registry shows of pledge {pledgeId} ({registrationNumber}) differs from the register here in {differing:wordList}. {bankName} has it amended there.",
    },
    "pledge-disbursed": {
      kind: "pledge",
      heading: { zh: "已放款", en: "Disbursed" },
      zh: "{bankName} 就质押 {pledgeId}（{registrationNumber}）于 {disbursedOn} 放款 {disbursedCny:money} 元（{loanNumber}）。",
      en: "{bankName} disbursed CNY {disbursedCny:money} on pledge {pledgeId} ({registrationNumber}) on {disbursedOn} ({loanNumber}).",
    },
    "pledge-repayment-recorded": {
      kind: "pledge",
      heading: { zh: "已记录还款", en: "Repayment recorded" },
      zh: "质押 {pledgeId}（{registrationNumber}）于 {repaidOn} 还款 {repaidCny:money} 元，尚欠 {owedCny:money} 元。全部清偿后银行须按期注销登记。",
      en: "CNY {repaidCny:money} was repaid on pledge {pledgeId} ({registrationNumber}) on {repaidOn}; CNY {owedCny:money} is owed. Once all is repaid, the bank cancels it in time.",
    },
    "pledge-cancellation-overdue": {
      kind: "pledge",
      heading: { zh: "逾期未注销", en: "Cancellation overdue" },
      legallyRequired: true,
      zh: "质押 {pledgeId}（{registrationNumber}）已于 {repaidOn} 清偿，{bankName} 未按期注销。请立即办理注销。",
      en: "Pledge {pledgeId} ({registrationNumber}) was repaid on {repaidOn} and {bankName} has not cancelled it in time. Cancel it now.",
    },
  },
  words: {
    amountCny: { zh: "担保金额", en: "the amount secured" },
    bankCreditCode: { zh: "质权人信用代码", en: "the bank's credit code" },
    pledgorCreditCode: { zh: "出质人信用代码", en: "the pledgor's credit code" },
    pledgorName: { zh: "出质人名称", en: "the pledgor's name" },
    until: { zh: "登记期限", en: "the term" },
  },
} as const satisfies NoticeTexts;

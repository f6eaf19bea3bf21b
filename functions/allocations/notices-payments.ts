import type { NoticeTexts } from "../../shared/kernel/notice.ts";
import { returnCauseNames } from "./vocabulary.ts";

/** Notices about payments. */
export const paymentNotices = {
  texts: {
    "allocation-delivered": {
      kind: "delivered",
      heading: { zh: "排污权已交付", en: "Permits delivered" },
      zh: "场所“{siteName}”（方案“{planTitle}”）首期使用费 {paidCny:money} 元已缴，全部排污权已交付：{delivered:permits}，有效期 {firstMonth} 至 {lastMonth}，交割编号 {amounts:blocks}；尚余 {leftCny:money} 元；未缴部分对应的排污权，缴清前不得出让、质押。",
      en: "The first payment of {paidCny:money} CNY for the site “{siteName}” (plan “{planTitle}”) was made, and all permits are delivered: {delivered:permits}, from {firstMonth} to {lastMonth}, under {amounts:blocks}. {leftCny:money} CNY are left; permits that are not paid for can't be sold or pledged.",
    },
    "instalments-paid": {
      kind: "paid",
      heading: { zh: "使用费已缴", en: "Instalments paid" },
      zh: "场所“{siteName}”（方案“{planTitle}”）使用费 {paidCny:money} 元已缴，尚余 {leftCny:money} 元；解除限制的排污权：{released:permits}。",
      en: "{paidCny:money} CNY of the use fee for the site “{siteName}” (plan “{planTitle}”) were paid; {leftCny:money} CNY are left. Permits that are free now: {released:permits}.",
    },
    "frozen-permits-restored": {
      kind: "restored",
      heading: { zh: "冻结排污权已恢复", en: "Frozen permits restored" },
      zh: "场所“{siteName}”（方案“{planTitle}”）第 {number} 期已补缴，冻结的排污权（{restored:permits}）解除冻结，自 {countsFrom} 起重新计入。",
      en: "Instalment no. {number} for the site “{siteName}” (plan “{planTitle}”) was paid: its frozen permits ({restored:permits}) are free and count again from {countsFrom}.",
    },
    "instalment-due": {
      kind: "due",
      heading: { zh: "排污权使用费缴款通知", en: "Use fee: payment notice" },
      legallyRequired: true,
      zh: "场所“{siteName}”（方案“{planTitle}”）第 {number} 期使用费 {amountCny:money} 元须在{payBy:instant}前{paymentMode:word}；以款项入账时间或完税证明日期为准。",
      en: "Pay instalment no. {number} of the use fee for the site “{siteName}” (plan “{planTitle}”), {amountCny:money} CNY, {paymentMode:word}, before {payBy:instant}. Its value date counts, or the day of the certificate.",
    },
    "instalment-overdue": {
      kind: "overdue",
      heading: { zh: "使用费逾期", en: "Instalment overdue" },
      legallyRequired: true,
      zh: "场所“{siteName}”（方案“{planTitle}”）第 {number} 期使用费 {amountCny:money} 元逾期未缴。{freezesAt:instant}前仍未缴的，该期对应的排污权（{permits:permits}）将冻结，不再计入。",
      en: "Instalment no. {number} for the site “{siteName}” (plan “{planTitle}”), {amountCny:money} CNY, is overdue. Unless it is paid before {freezesAt:instant}, its permits ({permits:permits}) are frozen and stop counting.",
    },
    "instalment-frozen": {
      kind: "frozen",
      heading: { zh: "排污权已冻结", en: "Permits frozen" },
      legallyRequired: true,
      zh: "场所“{siteName}”（方案“{planTitle}”）第 {number} 期使用费 {amountCny:money} 元宽限期满仍未缴，该期对应的排污权（{frozen:permits}）已冻结，不再计入；补缴后自款项入账当月起恢复。",
      en: "Instalment no. {number} for the site “{siteName}” (plan “{planTitle}”), {amountCny:money} CNY, was not paid in its grace: its permits ({frozen:permits}) are frozen and don't count. Once it is paid they count again from the month in which the money is credited.",
    },
    "allocation-returned": {
      kind: "returned",
      heading: { zh: "排污权退回总量", en: "Allocation returned" },
      legallyRequired: true,
      zh: "场所“{siteName}”（方案“{planTitle}”）{because:word}，定额出让的排污权（{returned:permits}）已退回总量，不再交付；首期使用费 {amountCny:money} 元不再缴纳。",
      en: "The permits ({returned:permits}) allocated to the site “{siteName}” (plan “{planTitle}”) returned to the cap and are not delivered: {because:word}. The first payment of {amountCny:money} CNY is not to be made any more.",
    },
    "fee-certificate-reversed": {
      kind: "reversed",
      heading: { zh: "完税证明已冲销", en: "Certificate reversed" },
      legallyRequired: true,
      zh: "场所“{siteName}”（方案“{planTitle}”）的完税证明 {certificateNumber}（{amountCny:money} 元）已冲销：{reason}。相应各期恢复未缴，其排污权在可用范围内重新冻结（{held:permits}），不足部分记为欠缴（{unsecured:permits}）。",
      en: "The certificate {certificateNumber} of {amountCny:money} CNY for the site “{siteName}” (plan “{planTitle}”) was reversed: {reason}. Its instalments are unpaid again; their permits are held again as far as they are free ({held:permits}), and the remainder is owed ({unsecured:permits}).",
    },
    "fee-debt-secured": {
      kind: "secured",
      heading: { zh: "欠缴排污权已冻结", en: "Owed permits held" },
      zh: "场所“{siteName}”（方案“{planTitle}”）因完税证明冲销而欠缴的排污权已有可用部分，现已冻结：{held:permits}；仍欠缴：{unsecured:permits}。",
      en: "Permits of the site “{siteName}” (plan “{planTitle}”) that were owed since a certificate was reversed became free and are held now: {held:permits}. Still owed: {unsecured:permits}.",
    },
    "instalments-waived": {
      kind: "waived",
      heading: { zh: "使用费不再缴纳", en: "Instalments not to be paid" },
      zh: "场所“{siteName}”（方案“{planTitle}”）未缴部分的排污权已被收回，相应各期使用费不再缴纳，尚余 {leftCny:money} 元。",
      en: "Permits of the site “{siteName}” (plan “{planTitle}”) were recovered before they were paid for: their instalments are not to be paid any more, and {leftCny:money} CNY are left.",
    },
    "allocation-ended": {
      kind: "ended",
      heading: { zh: "定额出让终止", en: "Allocation ended" },
      zh: "场所“{siteName}”（方案“{planTitle}”）的定额出让已终止，有效期至 {lastMonth}，未缴使用费 {unpaidCny:money} 元。",
      en: "The allocation to the site “{siteName}” (plan “{planTitle}”) has ended, with its term to {lastMonth}; {unpaidCny:money} CNY of the use fee were not paid.",
    },
  },
  words: {
    ...returnCauseNames,
    payAllocation: { zh: "缴纳排污权使用费", en: "paying a use fee" },
    reverseFeeCertificate: { zh: "冲销完税证明", en: "reversing a certificate of the tax office" },
  },
} as const satisfies NoticeTexts;

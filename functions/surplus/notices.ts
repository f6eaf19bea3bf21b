import type { NoticeTexts } from "../../shared/kernel/notice.ts";

/** Notices that surplus sends to members. */
export const surplusNotices = {
  texts: {
    "surplus-certified": {
      kind: "certified",
      heading: { zh: "减排认定", en: "Reduction certified" },
      zh: "场所“{siteName}”的减排已认定（文号 {documentNumber}）：{instrument:permit}{tonnes} 吨，自 {startMonth} 起，出资方：{paidBy:word}。政府出资的部分归入政府储备。",
      en: "A reduction at {siteName} is certified ({documentNumber}): {tonnes} t of {instrument:permit} from {startMonth}, paid by {paidBy:word}. What the government paid for goes to the reserve.",
    },
    "surplus-certificate-withdrawn": {
      kind: "certified",
      heading: { zh: "减排认定撤销", en: "Certificate withdrawn" },
      zh: "场所“{siteName}”的减排认定（文号 {documentNumber}）已撤销：{reason}。尚未储存的 {openTonnes} 吨不再可储存。",
      en: "The certificate {documentNumber} of {siteName} was withdrawn: {reason}. The {openTonnes} t that are not stored can't be stored any more.",
    },
    "surplus-stored": {
      kind: "stored",
      heading: { zh: "富余排污权已储存", en: "Surplus stored" },
      zh: "场所“{siteName}”已储存 {instrument:permit}{tonnes} 吨；储存期间不计入，期限不变。",
      en: "{tonnes} t of {instrument:permit} are stored at {siteName}. They don't count while they are stored, and keep their term.",
    },
    "storage-ended": {
      kind: "stored",
      heading: { zh: "储存结束", en: "Storage ended" },
      zh: "场所“{siteName}”储存的 {instrument:permit}{endedTonnes} 吨已结束储存：{ending:word}。",
      en: "The storage of {endedTonnes} t of {instrument:permit} at {siteName} is over: {ending:word}.",
    },
    "permits-bought-back": {
      kind: "bought-back",
      heading: { zh: "富余排污权已回购", en: "Surplus bought back" },
      zh: "已按 {priceCnyPerTonneYear} 元/吨·年回购场所“{siteName}”的 {instrument:permit}{boughtTonnes} 吨，剩余 {months} 个月，价款 {amount:money} 元已入账。",
      en: "{boughtTonnes} t of {instrument:permit} at {siteName} were bought back at {priceCnyPerTonneYear} CNY per tonne and year for {months} months: {amount:money} CNY are yours.",
    },
    "recovery-ordered": {
      kind: "recovery",
      heading: { zh: "排污权收回决定", en: "Recovery ordered" },
      zh: "主管部门决定收回场所“{siteName}”（{partyName}）的排污权（{ground:word}，文号 {documentNumber}）：{reason}。质押、冻结的部分待解除后收回：{waiting:permits}。",
      en: "The bureau recovers permits of {siteName} ({partyName}; {ground:word}, {documentNumber}): {reason}. What is pledged or frozen is taken once it is free: {waiting:permits}.",
      legallyRequired: true,
    },
    "permits-recovered": {
      kind: "recovery",
      heading: { zh: "排污权已收回", en: "Permit recovered" },
      zh: "场所“{siteName}”（{partyName}）的 {instrument:permit}已收回 {recoveredTonnes} 吨（{ground:word}，文号 {documentNumber}），归入政府储备。",
      en: "{recoveredTonnes} t of {instrument:permit} at {siteName} ({partyName}) were recovered for the reserve ({ground:word}, {documentNumber}).",
      legallyRequired: true,
    },
    "recovery-completed": {
      kind: "recovery",
      heading: { zh: "收回完成", en: "Recovery completed" },
      zh: "场所“{siteName}”的收回（文号 {documentNumber}）已完成：共 {recoveredTonnes} 吨，支付 {paidCny:money} 元。",
      en: "The recovery at {siteName} ({documentNumber}) is completed: {recoveredTonnes} t, {paidCny:money} CNY paid.",
    },
  },
  words: {
    enterprise: { zh: "企业", en: "the enterprise" },
    government: { zh: "政府", en: "the government" },
    "taken-out": { zh: "持有人取出，恢复计入", en: "taken out by its holder, it counts again" },
    ended: { zh: "主管部门终止，恢复计入", en: "ended by the bureau, it counts again" },
    expired: { zh: "期限届满", en: "its term has ended" },
    closure: { zh: "关闭", en: "closure" },
    bankruptcy: { zh: "破产", en: "bankruptcy" },
    relocation: { zh: "搬迁", en: "relocation" },
    ban: { zh: "取缔", en: "ban" },
    cut: { zh: "核减", en: "cut" },
    certifySurplus: { zh: "认定减排", en: "certifying a reduction" },
    withdrawCertificate: { zh: "撤销减排认定", en: "withdrawing a certificate" },
    storeSurplus: { zh: "储存富余排污权", en: "storing surplus" },
    takeOutSurplus: { zh: "取出储存的排污权", en: "taking stored surplus out" },
    endStorage: { zh: "终止储存", en: "ending a storage" },
    buyBackSurplus: { zh: "接受回购", en: "accepting a buy-back" },
    publishBuyBackPrice: { zh: "公布回购价", en: "publishing a buy-back price" },
    fundBuyBacks: { zh: "注入回购资金", en: "funding buy-backs" },
    recoverPermits: { zh: "收回排污权", en: "recovering permits" },
  },
} as const satisfies NoticeTexts;

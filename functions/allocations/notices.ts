import type { NoticeTexts } from "../../shared/kernel/notice.ts";
import { paymentNotices } from "./notices-payments.ts";
import { paymentModeNames, renewalOutcomeNames } from "./vocabulary.ts";

/** Notices that allocations send to members. */
export const allocationsNotices = {
  texts: {
    ...paymentNotices.texts,
    "allocation-proposed": {
      kind: "proposed",
      heading: { zh: "定额出让方案公示", en: "Allocation plan published" },
      zh: "方案“{planTitle}”（{planDocument}）已公示，列有场所“{siteName}”，拟出让 {amounts:permits}（依据见方案明细），有效期 {firstMonth} 至 {lastMonth}，使用费 {totalCny:money} 元；{objectionsUntil:instant}前可提出异议。",
      en: "The plan “{planTitle}” ({planDocument}) was published and proposes for the site “{siteName}”: {amounts:permits} (grounds are in its lines), from {firstMonth} to {lastMonth} for {totalCny:money} CNY. Objections are taken until {objectionsUntil:instant}.",
    },
    "allocation-dropped": {
      kind: "dropped",
      heading: { zh: "方案未实施", en: "Plan not carried out" },
      zh: "方案“{planTitle}”（{planDocument}）未实施，场所“{siteName}”的拟定数量（{amounts:permits}）作废：{reason}",
      en: "The plan “{planTitle}” ({planDocument}) is not carried out, and the amounts of the site “{siteName}” ({amounts:permits}) are void: {reason}",
    },
    "allocation-due": {
      kind: "due",
      heading: { zh: "排污权使用费缴款通知", en: "Use fee: payment notice" },
      legallyRequired: true,
      zh: "方案“{planTitle}”已批准，场所“{siteName}”首期使用费 {amountCny:money} 元（共 {instalments} 期，合计 {totalCny:money} 元）须在{payBy:instant}前{paymentMode:word}，缴后交付全部排污权（{amounts:permits}）；逾期未缴的，排污权退回总量。",
      en: "The plan “{planTitle}” is approved: pay the first of {instalments} instalments for the site “{siteName}”, {amountCny:money} of {totalCny:money} CNY, {paymentMode:word}, before {payBy:instant}; its payment delivers all permits ({amounts:permits}). Without it they return to the cap.",
    },
    "allocation-granted": {
      kind: "granted",
      heading: { zh: "排污权已交付", en: "Permits delivered" },
      zh: "方案“{planTitle}”已批准，场所“{siteName}”的排污权（{amounts:permits}）无需缴费，已交付，有效期 {firstMonth} 至 {lastMonth}，交割编号 {amounts:blocks}。",
      en: "The plan “{planTitle}” is approved: the permits of the site “{siteName}” ({amounts:permits}) are free of charge and delivered, from {firstMonth} to {lastMonth}, under {amounts:blocks}.",
    },
    "renewal-decided": {
      kind: "renewed",
      heading: { zh: "排污权延续核定", en: "Renewal decided" },
      zh: "方案“{planTitle}”已批准，场所“{siteName}”的排污权重新核定，结果：{outcome:word}。延续：{amounts:permits}；不再延续：{cuts:permits}。",
      en: "The plan “{planTitle}” is approved: the permits of the site “{siteName}” were verified again and are {outcome:word}. Renewed: {amounts:permits}; not renewed: {cuts:permits}.",
    },
    "allocation-objection-raised": {
      kind: "objection",
      heading: { zh: "收到异议", en: "Objection raised" },
      zh: "“{partyName}”就方案“{planTitle}”提出异议：{grounds}",
      en: "“{partyName}” objected to the plan “{planTitle}”: {grounds}",
    },
    "allocation-objection-answered": {
      kind: "objection",
      heading: { zh: "异议答复", en: "Objection answered" },
      zh: "“{partyName}”就方案“{planTitle}”提出的异议已答复（{state:word}）：{reason}",
      en: "The objection of “{partyName}” to the plan “{planTitle}” was answered ({state:word}): {reason}",
    },
    "renewal-ahead": {
      kind: "renewal",
      heading: { zh: "排污权即将到期", en: "Renewal ahead" },
      zh: "场所“{siteName}”的排污权 {instrument:permit}{tonnes} 吨将于{endsAt:instant}到期，逾期未延续的自动失效。请向主管部门申请重新核定。",
      en: "Permit {instrument:permit} of the site “{siteName}” ({tonnes} t) ends at {endsAt:instant}; what is not renewed ends then. Apply to the bureau for verification.",
    },
  },
  words: {
    ...paymentNotices.words,
    publishRateTable: { zh: "发布使用费征收标准", en: "publishing rates of use fees" },
    decideAllocationPlan: { zh: "决定定额出让方案", en: "deciding a plan of allocations" },
    ...renewalOutcomeNames,
    ...paymentModeNames,
    upheld: { zh: "采纳", en: "upheld" },
    dismissed: { zh: "不予采纳", en: "dismissed" },
  },
} as const satisfies NoticeTexts;

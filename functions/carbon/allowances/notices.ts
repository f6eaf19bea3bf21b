import { marketWords } from "../../../shared/carbon/markets.ts";
import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about allocation of allowances. */
export const allowancesNotices = {
  texts: {
    "allowances-announced": {
      kind: "allocation",
      heading: { zh: "配额分配方案公布", en: "Allowance plan published" },
      zh: "配额分配方案“{planTitle}”（{planDocument}）已公布：“{partyName}”核算配额 {figure} 吨，应发 {entitledTonnes} 吨，预分配 {preTonnes} 吨；{objectionsUntil:instant}前可提出异议。",
      en: "The allowance plan “{planTitle}” ({planDocument}) was published. It gives “{partyName}” {figure} t, of which {entitledTonnes} t are issued and {preTonnes} t before verification. Objections are taken until {objectionsUntil:instant}.",
    },
    "allowances-allocated": {
      kind: "allocation",
      heading: { zh: "碳排放配额分配", en: "Allowances allocated" },
      zh: "方案“{planTitle}”：“{partyName}”的{kind:word}，核算 {figure} 吨，现应持有 {entitledTonnes} 吨，本次发放 {tonnes} 吨，累计 {issuedTonnes} 吨，交割编号 {blockReference}；{objectionsUntil:instant}前可提出异议。",
      en: "Plan “{planTitle}”, {kind:word} for “{partyName}”: {figure} t by the plan's method, {entitledTonnes} t due now, {tonnes} t issued with this, {issuedTonnes} t so far, under {blockReference}. Objections are taken until {objectionsUntil:instant}.",
    },
    "allowances-clawed-back": {
      kind: "allocation",
      heading: { zh: "配额收缴", en: "Allowances clawed back" },
      legallyRequired: true,
      zh: "方案“{planTitle}”：“{partyName}”应得配额为 {entitledTonnes} 吨，多发 {tonnes} 吨；已收回可用配额 {taken} 吨，其余 {added} 吨计入 {year} 年度应清缴量。",
      en: "Plan “{planTitle}”: “{partyName}” is entitled to {entitledTonnes} t and had {tonnes} t more. {taken} t were free and are taken back; {added} t are added to what is to be surrendered for {year}.",
    },
    "allowance-objection-raised": {
      kind: "objection",
      heading: { zh: "收到配额分配异议", en: "Objection to an allocation" },
      zh: "“{partyName}”对方案“{planTitle}”的配额分配提出异议，须在{answerBy:instant}前答复：{grounds}",
      en: "“{partyName}” objected to its allocation under the plan “{planTitle}”; an answer is due before {answerBy:instant}: {grounds}",
    },
    "allowance-objection-answered": {
      kind: "objection",
      heading: { zh: "配额分配异议答复", en: "Objection answered" },
      zh: "“{partyName}”对方案“{planTitle}”的配额分配异议已答复（{outcome:word}）：{reason}",
      en: "The objection of “{partyName}” to its allocation under the plan “{planTitle}” was answered ({outcome:word}): {reason}",
    },
    "allowances-end-soon": {
      kind: "expiry",
      heading: { zh: "配额即将到期", en: "Allowances end soon" },
      zh: "“{partyName}”的 {vintage} 年度配额（{market:word}）{tonnes} 吨将于{endsAt:instant}到期，届时未清缴或结转的自动注销。",
      en: "{tonnes} t of allowances of {vintage} ({market:word}) of “{partyName}” end at {endsAt:instant}; what is not surrendered or carried over is retired then.",
    },
    "allowances-expired": {
      kind: "expiry",
      heading: { zh: "配额已到期注销", en: "Allowances expired" },
      zh: "{vintage} 年度配额（{market:word}，至 {lastMonth}）已到期，{retiredTonnes} 吨已注销。",
      en: "Allowances of {vintage} ({market:word}, until {lastMonth}) have ended: {retiredTonnes} t were retired.",
    },
  },
  words: {
    ...marketWords,
    decideAllowancePlan: { zh: "批准、公布、预分配或撤回配额分配方案", en: "deciding a plan of allowances" },
    admitNewEntrant: { zh: "向新进入者分配配额", en: "allocating allowances to a new entrant" },
    allocateAllowances: { zh: "核定分配配额", en: "allocating allowances finally" },
    answerAllowanceObjection: { zh: "答复配额分配异议", en: "answering an objection to an allocation of allowances" },
    carryOverAllowances: { zh: "结转配额", en: "carrying allowances over" },
    recordAllowanceStatement: { zh: "登记外部配额对账单", en: "recording a registry's statement of allowances" },
    pre: { zh: "预分配", en: "allocation before verification" },
    final: { zh: "核定分配", en: "final allocation" },
    "new-entrant": { zh: "新进入者分配", en: "allocation to a new entrant" },
    closure: { zh: "关停核算", en: "settlement on closure" },
    objection: { zh: "异议复核调整", en: "allocation after an objection" },
    upheld: { zh: "采纳", en: "upheld" },
    dismissed: { zh: "不予采纳", en: "dismissed" },
  },
} as const satisfies NoticeTexts;

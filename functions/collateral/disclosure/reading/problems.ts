import { stateNamesOf } from "../../../../shared/kernel/lifecycle.ts";
import { type ProblemTable, problem } from "../../../../shared/kernel/problem.ts";
import { consentLifecycle } from "../consents/lifecycles.ts";

/** Refusals of readings. */
export const readingProblems = {
  "reader-suspended": problem<{ readonly reason: string }>({
    status: 403,
    title: { zh: "会员资格已暂停", en: "Membership suspended" },
    detail: {
      zh: "贵单位已被暂停（{reason}），暂停期间不得查询他人数据。",
      en: "Your organisation is suspended ({reason}) and can't read the data of others until it is reinstated.",
    },
  }),
  "reader-letter-over": problem<{ readonly from: string; readonly until: string }>({
    status: 403,
    title: { zh: "授权书不在有效期", en: "Letter of authority not valid" },
    detail: {
      zh: "您的授权书有效期为 {from} 至 {until}，现不得查询他人数据。请由本单位代表续期。",
      en: "Your letter of authority is valid from {from} to {until}; the data of others is not read without one. Ask a representative to renew it.",
    },
  }),
  "consent-not-in-force": problem<{ readonly state: string; readonly from: string; readonly until: string; readonly source: string }>({
    status: 403,
    title: { zh: "授权不在有效期", en: "Consent not in force" },
    detail: {
      zh: "该授权自 {from} 至 {until}，状态为“{state}”，现不可据以查询（{source}）。请向企业申请新的授权。",
      en: "The consent is from {from} to {until} and {state}; nothing is read under it now ({source}). Ask the firm for another.",
    },
    words: { state: stateNamesOf(consentLifecycle) },
  }),
  "outside-consent": problem<{ readonly asked: string; readonly covered: readonly string[]; readonly source: string }>({
    status: 403,
    title: { zh: "超出授权范围", en: "Outside the consent" },
    detail: {
      zh: "所查“{asked}”不在授权范围内；授权范围：{covered}（{source}）。请缩小查询，或向企业申请更大范围的授权。",
      en: "{asked} is not covered; the consent covers {covered} ({source}). Ask for less, or ask the firm for a wider consent.",
    },
  }),
} as const satisfies ProblemTable;

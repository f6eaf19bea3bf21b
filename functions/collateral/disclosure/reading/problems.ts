import { stateNamesOf } from "../../../../shared/kernel/lifecycle.ts";
import { type ProblemTable, problem } from "../../../../shared/kernel/problem.ts";
import { readerProblems } from "../../../../shared/members/reading-problems.ts";
import { consentLifecycle } from "../consents/lifecycles.ts";

/** Refusals of readings. */
export const readingProblems = {
  ...readerProblems,
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

import { type ProblemTable, problem } from "../../../../shared/kernel/problem.ts";

interface Ruled {
  readonly source: string;
}

/** Refusals of changes that others agree to. */
export const agreedProblems = {
  "change-outdated": problem<{ readonly changeId: string }>({
    status: 409,
    title: { zh: "变更提议已失效", en: "Change outdated" },
    detail: {
      zh: "变更 {changeId} 的答复期限已过，或提议的银行已不是质权人。请由现质权人重新提议。",
      en: "The days to answer {changeId} are over, or who proposed it is no longer the bank. The bank of now proposes it again.",
    },
  }),
  "junior-consent-needed": problem<Ruled & { readonly juniors: readonly string[] }>({
    status: 409,
    title: { zh: "须经后顺位同意", en: "Needs the consent of juniors" },
    detail: {
      zh: "后顺位登记 {juniors} 未同意，不得提高担保金额（{source}）。请由其先同意让与顺位，或就增加部分另设质押。",
      en: "The amount can't be raised before the registrations {juniors} behind it ({source}). Pledge anew for the rest, or let them go first.",
    },
  }),
  "extension-not-later": problem<Ruled & { readonly until: string; readonly now: string }>({
    status: 422,
    title: { zh: "展期不晚于现期限", en: "No later than now" },
    detail: {
      zh: "新到期日 {until} 不晚于现到期日 {now}（{source}）。请更正。",
      en: "{until} is not after {now}, the last day of the debt ({source}). Correct it.",
    },
  }),
  "too-many-parts": problem<Ruled & { readonly most: number }>({
    status: 409,
    title: { zh: "质押部分过多", en: "Too many parts" },
    detail: {
      zh: "一项质押最多 {most} 个部分（{source}）。请另设质押。",
      en: "A pledge has {most} parts at most ({source}). Pledge the rest anew.",
    },
  }),
  "already-on-slice": problem<Ruled & { readonly sliceId: string }>({
    status: 409,
    title: { zh: "已在该份额上", en: "Already on this slice" },
    detail: {
      zh: "该质押已设在份额 {sliceId} 上（{source}）。请选用可用数量或其他份额。",
      en: "The pledge stands on slice {sliceId} already ({source}). Choose free tonnes or another slice.",
    },
  }),
  "assignee-unknown": problem<Ruled & { readonly creditCode: string }>({
    status: 422,
    title: { zh: "受让银行不符", en: "No such bank to take over" },
    detail: {
      zh: "{creditCode} 不是本所其他银行会员（{source}）。请核对受让银行。",
      en: "{creditCode} is no other bank that is a member here ({source}). Check who takes over.",
    },
  }),
  "not-behind": problem<Ruled & { readonly aheadNumber: string }>({
    status: 409,
    title: { zh: "不在其后", en: "Not behind it" },
    detail: {
      zh: "登记 {aheadNumber} 在所列份额上不排在该质押之后（{source}）。请查询登记簿的受偿顺序。",
      en: "The registration {aheadNumber} is not paid after this one on those slices ({source}). Search the register for the order.",
    },
  }),
} as const satisfies ProblemTable;

import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { lifecycleProblemsOf } from "../../../shared/kernel/lifecycle.ts";
import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";
import { declarationLifecycles } from "./lifecycles.ts";

/** A rule, by the document and article in which it stands. */
interface Ruled {
  readonly source: string;
}

/** Refusals about declarations of discharges. */
export const declarationProblems = {
  ...lifecycleProblemsOf(declarationLifecycles),
  "year-not-begun": problem<Ruled & { readonly year: string; readonly today: string }>({
    status: 422,
    title: { zh: "年度尚未开始", en: "Year not begun" },
    detail: {
      zh: "{year} 年尚未开始（今天为 {today}），没有可申报的实际排放量（{source}）。请填报已开始的年度。",
      en: "{year} has not begun (it is {today}), so nothing was discharged in it yet ({source}). Name a year that has.",
    },
  }),
  "above-limit-part-too-large": problem<Ruled & { readonly tonnes: Decimal; readonly aboveLimitTonnes: Decimal }>({
    status: 422,
    title: { zh: "超标部分大于总量", en: "Part above the limits exceeds the total" },
    detail: {
      zh: "超标期间排放 {aboveLimitTonnes} 吨，大于总量 {tonnes} 吨。总量须包括超标部分（{source}），请把它计入总量。",
      en: "{aboveLimitTonnes} t above the limits are more than the total of {tonnes} t. The total includes them ({source}): add them to it.",
    },
  }),
  "declaration-open": problem<{ readonly declarationId: string; readonly state: string }>({
    status: 409,
    title: { zh: "已有未办结的申报", en: "Another version is open" },
    detail: {
      zh: "该场所、污染物和年度已有一份未办结的申报（{declarationId}，状态“{state}”）。请修改或等待其办结。",
      en: "A version for this site, pollutant and year is open ({declarationId}, {state}). Change that one, or wait for the bureau.",
    },
    words: {
      state: {
        draft: { zh: "草稿", en: "draft" },
        submitted: { zh: "已提交", en: "submitted" },
        returned: { zh: "已退回", en: "returned" },
      },
    },
  }),
  "correction-differs": problem<{ readonly acceptedId: string }>({
    status: 409,
    title: { zh: "更正对象不符", en: "Another version is to be corrected" },
    detail: {
      zh: "现行采纳的申报为“{acceptedId}”（空为没有）。更正须指明它，以免更正基于旧版本。",
      en: "The accepted version is “{acceptedId}” (empty if there is none). A correction names it, so that none rests on an older one.",
    },
  }),
  "declaration-needs-reason": problem<Ruled>({
    status: 422,
    title: { zh: "更正须说明理由", en: "Correction needs a reason" },
    detail: {
      zh: "已采纳的申报须如实（{source}）；更正请填写理由。",
      en: "What was accepted was reported as true ({source}): say in `correctionReason` why it is corrected.",
    },
  }),
  "return-needs-reason": problem({
    status: 422,
    title: { zh: "退回须说明理由", en: "Return needs a reason" },
    detail: { zh: "退回申报须填写理由，以便企业更正。", en: "Say in `reason` why it is returned, so that the member can correct it." },
  }),
  "own-work": problem<{ readonly by: string }>({
    status: 409,
    title: { zh: "不得审核本人经办的事项", en: "Own work" },
    detail: {
      zh: "该事项由您（{by}）经办，须由他人审核。请由同单位另一人员决定。",
      en: "You ({by}) did this yourself, and nobody decides on their own work. Another person of the bureau decides.",
    },
  }),
} as const satisfies ProblemTable;

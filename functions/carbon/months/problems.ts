import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";
import { ownWorkProblems } from "../own-work.ts";

/** A rule, by the document in which it stands. */
interface Ruled {
  readonly source: string;
}

/** Refusals of monthly storage. */
export const monthsProblems = {
  ...ownWorkProblems,
  "month-not-over": problem<Ruled & { readonly month: string; readonly overAt: string }>({
    status: 409,
    title: { zh: "该月尚未结束", en: "Month not over" },
    detail: {
      zh: "{month} 于 {overAt} 结束，此前不能存证（{source}）。",
      en: "{month} ends at {overAt}, and is stored after that ({source}).",
    },
  }),
  "report-submitted": problem<Ruled & { readonly year: string }>({
    status: 409,
    title: { zh: "年度报告已提交", en: "Report submitted" },
    detail: {
      zh: "{year} 年的年度报告已提交，各月存证不能再变更或退回（{source}）。如须更正，请先由主管部门退回或重新打开报告。",
      en: "The report of {year} is submitted, and its months are neither changed nor returned any more ({source}). To correct one, have the bureau return or reopen the report first.",
    },
  }),
  "change-without-reason": problem<Ruled & { readonly month: string; readonly state: string }>({
    status: 422,
    title: { zh: "变更须说明理由", en: "A change needs a reason" },
    detail: {
      zh: "{month} 已有存证（状态 {state}）：变更须写明理由（{source}）。请填写 reason。",
      en: "{month} has values already (state {state}): whoever changes them says why ({source}). Give `reason`.",
    },
  }),
  "activities-differ": problem<Ruled & { readonly missing: readonly string[]; readonly unknown: readonly string[] }>({
    status: 422,
    title: { zh: "活动与计划不符", en: "Activities differ from the plan" },
    detail: {
      zh: "数据质量控制计划中的每项活动须有且仅有一个值。缺少：{missing}；计划中没有：{unknown}（{source}）。",
      en: "Every activity of the control plan has a value, and no other has. Missing: {missing}; not in the plan: {unknown} ({source}).",
    },
  }),
  "meter-not-in-plan": problem<Ruled & { readonly activity: string; readonly meter: string; readonly planned: string }>({
    status: 422,
    title: { zh: "计量器具与计划不符", en: "Not the planned meter" },
    detail: {
      zh: "活动“{activity}”所填计量器具为“{meter}”，计划为“{planned}”（{source}）。更换器具请先变更数据质量控制计划。",
      en: "{activity} was measured by {meter}, and the control plan names {planned} ({source}). Change the control plan before the meter.",
    },
  }),
  "unit-not-of-activity": problem<Ruled & { readonly activity: string; readonly unit: string; readonly possible: readonly string[] }>({
    status: 422,
    title: { zh: "单位不符", en: "Not a unit of this activity" },
    detail: {
      zh: "活动“{activity}”不能以 {unit} 计量，可用单位：{possible}（{source}）。",
      en: "{activity} is not measured in {unit}; its units are {possible} ({source}).",
    },
  }),
  "calibration-in-future": problem<Ruled & { readonly activity: string; readonly calibratedOn: string; readonly month: string }>({
    status: 422,
    title: { zh: "校准日期在未来", en: "Calibrated in the future" },
    detail: {
      zh: "活动“{activity}”的计量器具校准日期为 {calibratedOn}，尚未到来（{month}，{source}）。",
      en: "The meter of {activity} is said to be calibrated on {calibratedOn}, which is yet to come ({month}, {source}).",
    },
  }),
} as const satisfies ProblemTable;

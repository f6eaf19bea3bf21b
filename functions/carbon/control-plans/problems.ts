import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";
import { ownWorkProblems } from "../own-work.ts";

/** Refusals of data-quality control plans. */
export const controlPlansProblems = {
  ...ownWorkProblems,
  "plan-not-approved": problem<{ readonly source: string; readonly partyId: string; readonly year: string }>({
    status: 409,
    title: { zh: "数据质量控制计划未核准", en: "No approved control plan" },
    detail: {
      zh: "单位 {partyId} 的 {year} 年数据质量控制计划尚未核准，不能存证和报告（{source}）。请先提交计划并由主管部门核准。",
      en: "The control plan of {partyId} for {year} is not approved, and without it nothing is stored or reported ({source}). File the plan and have the bureau approve it.",
    },
  }),
  "change-needs-reason": problem<{ readonly source: string; readonly year: string }>({
    status: 422,
    title: { zh: "年内变更须说明理由", en: "A change within the year needs a reason" },
    detail: {
      zh: "{year} 年已经开始：年内变更或逾期提交数据质量控制计划须写明理由（{source}）。请填写 changeReason。",
      en: "The year {year} has begun: a control plan that changes within its year, or is filed late, says why ({source}). Give `changeReason`.",
    },
  }),
  "factor-not-conservative": problem<{
    readonly source: string;
    readonly activity: string;
    readonly direction: string;
    readonly conservativeFactor: string;
  }>({
    status: 422,
    title: { zh: "保守系数不保守", en: "Factor is not conservative" },
    detail: {
      zh: "活动“{activity}”（方向 {direction}）的保守系数为 {conservativeFactor}：消耗须不小于 1，输出和回收须不大于 1（{source}）。",
      en: "The conservative factor of {activity} (direction {direction}) is {conservativeFactor}: it is at least 1 for what is used, at most 1 for what goes out ({source}).",
    },
  }),
} as const satisfies ProblemTable;

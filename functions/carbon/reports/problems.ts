import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";
import { ownWorkProblems } from "../own-work.ts";
import type { ValueFault } from "./shapes.ts";

/** A rule, by the document in which it stands. */
interface Ruled {
  readonly source: string;
}
/** Values that are refused, all of them at once. */
interface RefusedValues extends Ruled {
  readonly refused: number;
  readonly faults: readonly ValueFault[];
}

/** Refusals of annual reports. */
export const reportsProblems = {
  ...ownWorkProblems,
  "report-values-refused": problem<RefusedValues>({
    status: 422,
    title: { zh: "报告数据有误", en: "Values refused" },
    detail: {
      zh: "报告有 {refused} 处须更正或说明，全部列于 faults：位置、现值与要求（{source}）。未保存任何内容；更正后重新提交。",
      en: "{refused} values have to be put right or explained. `faults` lists them all: where, what stands there and what is expected ({source}). Nothing was stored; put them right and send the report again.",
    },
  }),
  "months-differ": problem<RefusedValues>({
    status: 422,
    title: { zh: "月度与年度数据不一致", en: "Months and year differ" },
    detail: {
      zh: "有 {refused} 行的各月存证之和与年度数据不一致，逐行列于 faults（{source}）。请更正报告，或补正月度存证。",
      en: "In {refused} lines the stored months do not add up to the annual figure; `faults` lists them line by line ({source}). Put the report right, or store the months again.",
    },
  }),
  "factor-set-not-in-force": problem<Ruled & { readonly factorSetId: string; readonly inForce: string; readonly year: string }>({
    status: 422,
    title: { zh: "因子集不适用于该年度", en: "Factor set not in force" },
    detail: {
      zh: "{year} 年报告适用因子集 {inForce}，不得以 {factorSetId} 计算或重算（{source}）。请改用该年度的因子集，或不填 factorSetId。",
      en: "The report of {year} is computed with the set {inForce}; it is neither computed nor recomputed with {factorSetId} ({source}). Use the set of its year, or leave `factorSetId` out.",
    },
  }),
  "version-needs-correction": problem<Ruled & { readonly corrects: number }>({
    status: 422,
    title: { zh: "须说明更正内容", en: "Correction without a reason" },
    detail: {
      zh: "此版本更正第 {corrects} 版，须在 correction 中说明更正了什么（{source}）。",
      en: "This version corrects version {corrects}: say in `correction` what it puts right ({source}).",
    },
  }),
  "evidence-not-uploaded": problem<
    Ruled & { readonly documents: readonly { readonly sha256: string; readonly pointer: string; readonly found: string }[] }
  >({
    status: 422,
    title: { zh: "证明材料未上传或不一致", en: "Evidence not uploaded" },
    detail: {
      zh: "报告所列证明材料未上传，或所存文件的 SHA-256 不一致；逐一列于 documents（{source}）。请先以 POST /carbon/evidence 取得地址并上传。",
      en: "Documents that the report names were not uploaded, or what is stored has another SHA-256; `documents` lists them ({source}). Get an address by POST /carbon/evidence and upload them first.",
    },
  }),
  "year-not-over": problem<Ruled & { readonly year: string; readonly month: string }>({
    status: 409,
    title: { zh: "报告年度未结束", en: "Year not over" },
    detail: {
      zh: "当前为 {month}，{year} 年尚未结束，年度报告须在年度结束后提交（{source}）。可先保存草稿。",
      en: "It is {month}, and a report of {year} covers months to come: it is submitted when the year is over ({source}). Keep it as a draft until then.",
    },
  }),
  "district-screens": problem<Ruled & { readonly area: string }>({
    status: 403,
    title: { zh: "由区级初审", en: "For the district to screen" },
    detail: {
      zh: "该企业属于 {area}，由该区初审；市级仅初审直属企业的报告（{source}）。",
      en: "The entity belongs to {area}, whose own authority screens its report; the bureau screens those of entities of the whole city only ({source}).",
    },
  }),
  "decision-needs-reason": problem<Ruled>({
    status: 422,
    title: { zh: "须说明理由", en: "Decision without a reason" },
    detail: {
      zh: "退回或不予通过须填写 reason（{source}）。",
      en: "Who returns or rejects a report says why in `reason` ({source}).",
    },
  }),
} as const satisfies ProblemTable;

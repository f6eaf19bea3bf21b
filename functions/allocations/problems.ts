import { lifecycleProblemsOf, stateNamesOf } from "../../shared/kernel/lifecycle.ts";
import type { NotFound } from "../../shared/kernel/outcome.ts";
import { type Bilingual, type ProblemTable, problem, type RefusalOf } from "../../shared/kernel/problem.ts";
import { permitIssueProblems } from "../../shared/permits/issue.ts";
import { useFeeProblems } from "../../shared/permits/use-fee-problems.ts";
import { allocationsLifecycles } from "./lifecycles.ts";
import { lineProblems, type Sourced } from "./problems-lines.ts";
import { paymentProblems } from "./problems-payments.ts";

/** What is wrong with one line of a call, in both languages. */
export interface LineFault extends Bilingual {
  /** Line of the call as people count: the first is 1. */
  readonly line: number;
  /** JSON pointer to what is wrong, which counts from 0: `/body/lines/0`. */
  readonly pointer: string;
  readonly licenceNumber: string;
  /** The problem. */
  readonly code: string;
  readonly source: string;
}

/** Refusals about allocations, in addition to the common problems. */
export const allocationsProblems = {
  ...lifecycleProblemsOf(allocationsLifecycles),
  ...useFeeProblems,
  ...lineProblems,
  ...paymentProblems,
  ...permitIssueProblems,
  "rates-of-another-area": problem<{ readonly area: string; readonly ratesArea: string }>({
    status: 403,
    title: { zh: "不是本辖区的标准表", en: "Rates of another area" },
    detail: {
      zh: "该征收标准表由 {ratesArea} 的主管部门发布，您的辖区是 {area}。",
      en: "The regulators of {ratesArea} publish this table; your area is {area}.",
    },
  }),
  "rates-not-in-force": problem<Sourced & { readonly rateTableId: string; readonly firstMonth: string }>({
    status: 422,
    title: { zh: "征收标准尚未施行", en: "Rates not in force" },
    detail: {
      zh: "标准表 {rateTableId} 没有在 {firstMonth} 首日施行的版本（{source}）。请先发布标准表，或选用其他标准表。",
      en: "No version of the table {rateTableId} is in force on the first day of {firstMonth} ({source}). Publish one first, or choose another table.",
    },
  }),
  "plan-of-another-area": problem<{ readonly area: string; readonly planArea: string }>({
    status: 403,
    title: { zh: "不是本辖区的方案", en: "Plan of another area" },
    detail: {
      zh: "该方案由 {planArea} 的主管部门拟定，您的辖区是 {area}。",
      en: "The regulators of {planArea} are responsible for this plan; your area is {area}.",
    },
  }),
  "term-not-ahead": problem<Sourced & { readonly firstMonth: string; readonly running: string }>({
    status: 422,
    title: { zh: "有效期已开始", en: "Term not ahead" },
    detail: {
      zh: "有效期首月 {firstMonth} 早于当月 {running}：已过的月份不能再出让（{source}）。",
      en: "The first month {firstMonth} is before the running month {running}: months that have passed are not allocated ({source}).",
    },
  }),
  "term-over-for-plan": problem<Sourced & { readonly lastMonth: string }>({
    status: 409,
    title: { zh: "有效期已满", en: "Term over" },
    detail: {
      zh: "方案的有效期已于 {lastMonth} 届满，不能再批准（{source}）。",
      en: "The term of the plan ended with {lastMonth}, so that it can't be approved any more ({source}).",
    },
  }),
  "lines-refused": problem<{ readonly refused: number; readonly faults: readonly LineFault[] }>({
    status: 422,
    title: { zh: "方案明细有误", en: "Lines refused" },
    detail: {
      zh: "明细有 {refused} 处错误，未写入任何一行；逐项见 faults（line 自 1 计，首行为 1）。",
      en: "No line was added, and what is wrong with them ({refused}) is listed in `faults`, each with its line; the first is line 1.",
    },
  }),
  "page-too-large": problem<{ readonly writes: number; readonly most: number }>({
    status: 422,
    title: { zh: "一次明细过多", en: "Too many lines at once" },
    detail: {
      zh: "本次需写入 {writes} 项，一次最多 {most} 项（每行两项，以环评批复为依据的每种污染物另计）。请分批提交。",
      en: "This takes {writes} writes of at most {most}; each line takes two, and amounts that rest on an assessment take more. Send fewer lines at once.",
    },
  }),
  "plan-too-wide": problem<{ readonly writes: number; readonly most: number }>({
    status: 422,
    title: { zh: "方案涉及的污染物和总量单元过多", en: "Plan too wide" },
    detail: {
      zh: "方案批准需写入 {writes} 项，最多 {most} 项：请按污染物拆分方案，或缩短有效期。",
      en: "Approving the plan takes {writes} writes of at most {most}: split it by pollutant, or shorten its term.",
    },
  }),
  "plan-empty": problem({
    status: 409,
    title: { zh: "方案没有明细", en: "Plan without lines" },
    detail: { zh: "方案尚无任何明细，不能公示。", en: "The plan has no lines yet, so there is nothing to publish." },
  }),
  "not-in-objection-window": problem<Sourced & { readonly state: string; readonly until: string }>({
    status: 409,
    title: { zh: "不在公示期内", en: "Not in the window for objections" },
    detail: {
      zh: "方案状态为“{state}”，公示期至{until}：期内方可提出异议（{source}）。",
      en: "The plan is {state} and takes objections until {until} ({source}).",
    },
    words: { state: stateNamesOf(allocationsLifecycles.plan) },
  }),
  "objection-exists": problem<Sourced & { readonly objectionId: string }>({
    status: 409,
    title: { zh: "已提出异议", en: "Objection exists" },
    detail: {
      zh: "贵单位已就该场所提出异议 {objectionId}，主管部门应当听取并答复（{source}），请等待答复。",
      en: "Your organisation has already objected about this site ({objectionId}), and the bureau hears and answers it ({source}). Wait for the answer.",
    },
  }),
  "objection-answered": problem<{ readonly state: string }>({
    status: 409,
    title: { zh: "异议已答复", en: "Objection answered" },
    detail: { zh: "该异议此前已答复：{state}。", en: "The objection was answered before: {state}." },
    words: { state: stateNamesOf(allocationsLifecycles.objection) },
  }),
  "amounts-not-wanted": problem<Sourced>({
    status: 422,
    title: { zh: "不予采纳时不改数量", en: "No new amounts" },
    detail: {
      zh: "公示的数量只在采纳异议时变更（{source}）；不予采纳时请勿填写数量。",
      en: "Published amounts change only where an objection is upheld ({source}); leave them out where it is dismissed.",
    },
  }),
  "objection-about-no-line": problem<{ readonly siteId: string }>({
    status: 409,
    title: { zh: "方案中无此场所", en: "Not a line of the plan" },
    detail: {
      zh: "场所 {siteId} 不在方案中，不能在此核定其数量；采纳后请撤回并重新拟定方案。",
      en: "The site {siteId} is not in the plan, so it has no amounts to change: uphold without amounts, withdraw the plan and draft it again.",
    },
  }),
  "objection-window-open": problem<Sourced & { readonly until: string }>({
    status: 409,
    title: { zh: "公示期未满", en: "Window for objections open" },
    detail: {
      zh: "公示期至{until}，期满后方可作出决定（{source}）。",
      en: "The public notice runs until {until}; the plan is decided after it ({source}).",
    },
  }),
  "objections-open": problem<Sourced & { readonly openObjections: number }>({
    status: 409,
    title: { zh: "异议尚未答复", en: "Objections open" },
    detail: {
      zh: "还有 {openObjections} 项异议未答复，答复后方可作出决定（{source}）。",
      en: "{openObjections} objections wait for an answer; the plan is decided after them ({source}).",
    },
  }),
} as const satisfies ProblemTable;

/** Any refusal of allocations. */
export type AllocationsRefusal = RefusalOf<typeof allocationsProblems> | NotFound;

import type { WrongState } from "../../../shared/kernel/lifecycle.ts";
import type { NotFound } from "../../../shared/kernel/outcome.ts";
import type { Bilingual, ProblemTable, RefusalOf } from "../../../shared/kernel/problem.ts";
import { problem } from "../../../shared/kernel/problem.ts";

/** A refusal that names its document and article. */
interface Sourced {
  readonly source: string;
}

/** What is wrong with one entity of a call, in both languages. */
export interface AllowanceLineFault extends Bilingual {
  /** Entity of the call as people count: the first is 1. */
  readonly line: number;
  /** JSON pointer to what is wrong, which counts from 0. */
  readonly pointer: string;
  readonly partyId: string;
  /** The problem. */
  readonly code: string;
  readonly source: string;
}

/** Where a statement is wrong, in both languages. */
interface StatementError extends Bilingual {
  /** Line of the file or of the list, counted from 1. */
  readonly line: number;
  readonly column: string;
}

/** What can be wrong with an entity of a plan. */
export const allowanceLineProblems = {
  "not-an-entity": problem<Sourced & { readonly partyId: string; readonly market: string; readonly year: string }>({
    status: 422,
    title: { zh: "不是该市场的重点单位", en: "Not an entity of the market" },
    detail: {
      zh: "{partyId} 在 {year} 年不是 {market} 市场的重点排放单位（{source}）。请先登记该单位。",
      en: "{partyId} is no key entity of the market {market} in {year} ({source}). Enter it in the register first.",
    },
  }),
  "entity-of-another-area": problem<Sourced & { readonly partyId: string; readonly area: string; readonly planArea: string }>({
    status: 422,
    title: { zh: "不属方案所辖区域", en: "Entity of another area" },
    detail: {
      zh: "{partyId} 登记在 {area}，不在方案的区域 {planArea} 内（{source}）。请列入所在区域的方案。",
      en: "{partyId} is registered in {area}, which does not lie in the plan's area {planArea} ({source}). Enter it in the plan of its own area.",
    },
  }),
  "entity-twice": problem<Sourced & { readonly partyId: string }>({
    status: 422,
    title: { zh: "同一单位出现两次", en: "Entity twice" },
    detail: { zh: "{partyId} 在本次提交中出现两次（{source}）。", en: "{partyId} stands twice in this call ({source}); name it once." },
  }),
  "sector-not-in-plan": problem<Sourced & { readonly planId: string; readonly sector: string }>({
    status: 422,
    title: { zh: "方案未列该行业", en: "Sector not in the plan" },
    detail: {
      zh: "方案 {planId} 没有行业“{sector}”的方法（{source}）。请在方案中补充，或更正该单位的行业。",
      en: "The plan {planId} has no method for the sector “{sector}” ({source}). Add it to the plan, or correct the sector of the entity.",
    },
  }),
  "basis-not-of-method": problem<Sourced & { readonly sector: string; readonly method: string }>({
    status: 422,
    title: { zh: "数据与方法不符", en: "Data of another method" },
    detail: {
      zh: "行业“{sector}”采用的方法为 {method}，须且只须给出该方法的数据（{source}）。",
      en: "The sector “{sector}” is allocated by the method {method}: give the data of this method and no other ({source}).",
    },
  }),
  "product-not-in-plan": problem<Sourced & { readonly planId: string; readonly sector: string; readonly product: string }>({
    status: 422,
    title: { zh: "方案没有该产品的基准", en: "No benchmark for the product" },
    detail: {
      zh: "方案 {planId} 的行业“{sector}”没有产品“{product}”的基准值（{source}）。",
      en: "The plan {planId} has no benchmark for the product “{product}” in the sector “{sector}” ({source}).",
    },
  }),
  "days-beyond-year": problem<Sourced & { readonly productionDays: number; readonly most: number }>({
    status: 422,
    title: { zh: "生产天数超过全年", en: "More days than a year has" },
    detail: {
      zh: "生产天数 {productionDays} 超过 {most} 天（{source}）。",
      en: "{productionDays} days of production are more than the {most} of a year ({source}).",
    },
  }),
} as const satisfies ProblemTable;

/** Refusals of allocation of allowances. */
export const allowancesProblems = {
  ...allowanceLineProblems,
  "allowance-plan-of-another-area": problem<{ readonly area: string; readonly planArea: string }>({
    status: 403,
    title: { zh: "不是本辖区的方案", en: "Plan of another area" },
    detail: {
      zh: "该方案由 {planArea} 的主管部门拟定，您的辖区是 {area}。",
      en: "The regulators of {planArea} are responsible for this plan; your area is {area}.",
    },
  }),
  "plan-terms-invalid": problem<Sourced & { readonly because: string }>({
    status: 422,
    title: { zh: "方案条款不一致", en: "Terms of the plan don't fit" },
    detail: {
      zh: "方案条款不一致：{because}（{source}）。",
      en: "The terms of the plan don't fit together: {because} ({source}).",
    },
  }),
  "allowance-lines-refused": problem<{ readonly refused: number; readonly faults: readonly AllowanceLineFault[] }>({
    status: 422,
    title: { zh: "单位明细有误", en: "Entities refused" },
    detail: {
      zh: "明细有 {refused} 处错误，未写入任何一家；逐项见 faults（line 自 1 计）。",
      en: "No entity was put into the plan; what is wrong with them ({refused}) is listed in `faults`, each with its line, the first is 1.",
    },
  }),
  "plan-without-entities": problem({
    status: 409,
    title: { zh: "方案没有单位", en: "Plan without entities" },
    detail: { zh: "方案尚无任何单位，不能批准。", en: "The plan has no entities yet, so there is nothing to approve." },
  }),
  "plan-area-taken": problem<Sourced & { readonly planId: string; readonly otherPlanId: string }>({
    status: 409,
    title: { zh: "区域已有方案", en: "Area has a plan" },
    detail: {
      zh: "方案 {otherPlanId} 已批准，与方案 {planId} 的市场、年度相同且区域重叠；同一单位不得从两个方案取得配额（{source}）。请撤回其中一个。",
      en: "The plan {otherPlanId} is approved for the same market and year and an area that overlaps with that of {planId}; no entity gets allowances under two plans ({source}). Withdraw one of them.",
    },
  }),
  "plan-total-exceeded": problem<Sourced & { readonly planId: string; readonly requiredTonnes: string; readonly availableTonnes: string }>({
    status: 422,
    title: { zh: "超出方案总量", en: "Beyond the total of the plan" },
    detail: {
      zh: "需要 {requiredTonnes} 吨，方案 {planId} 可发放的仅余 {availableTonnes} 吨：发放合计不得超过方案总量（{source}）。",
      en: "{requiredTonnes} t are needed, and {availableTonnes} t of the plan {planId} are left: what is issued never exceeds its total ({source}).",
    },
  }),
  "vintage-over": problem<Sourced & { readonly instrument: string; readonly lastMonth: string }>({
    status: 409,
    title: { zh: "该年度配额已到期", en: "Vintage over" },
    detail: {
      zh: "配额 {instrument} 已于 {lastMonth} 月末到期，不能再发放或结转（{source}）。",
      en: "Allowances {instrument} ended with {lastMonth}, so that they can't be issued or carried over any more ({source}).",
    },
  }),
  "entity-in-plan": problem<Sourced & { readonly partyId: string; readonly allocationId: string }>({
    status: 409,
    title: { zh: "该单位已在方案中", en: "Entity already in the plan" },
    detail: {
      zh: "{partyId} 已在方案中（分配 {allocationId}），不是新进入者（{source}）。",
      en: "{partyId} is in the plan already (allocation {allocationId}) and no new entrant ({source}).",
    },
  }),
  "report-not-accepted": problem<Sourced & { readonly partyId: string; readonly year: string }>({
    status: 409,
    title: { zh: "年度报告尚未通过", en: "No accepted report" },
    detail: {
      zh: "{partyId} 的 {year} 年度报告尚未核查通过，主管部门也未核定其排放量，不能核定分配（{source}）。请先通过报告，或核定排放量。",
      en: "The report of {partyId} for {year} is not accepted and no emissions were determined, so that nothing can be allocated finally ({source}). Accept the report, or determine the emissions.",
    },
  }),
  "output-unit-differs": problem<Sourced & { readonly product: string; readonly unit: string; readonly planUnit: string }>({
    status: 422,
    title: { zh: "产量单位与基准不一致", en: "Output in another unit" },
    detail: {
      zh: "报告中产品“{product}”的单位为 {unit}，方案基准的单位为 {planUnit}（{source}）。请在核定时给出折算后的产量。",
      en: "The report states the output of “{product}” in {unit}, and the benchmark of the plan is for {planUnit} ({source}). State the converted output with the allocation.",
    },
  }),
  "not-in-allowance-window": problem<Sourced & { readonly state: string; readonly until: string }>({
    status: 409,
    title: { zh: "不在异议期内", en: "Not in the window for objections" },
    detail: {
      zh: "该分配状态为 {state}，异议期截至 {until}，现不受理异议（{source}）。",
      en: "The allocation is {state} and objections were taken until {until} ({source}).",
    },
  }),
  "objection-open": problem<Sourced & { readonly allocationId: string }>({
    status: 409,
    title: { zh: "异议尚未答复", en: "Objection open" },
    detail: {
      zh: "对分配 {allocationId} 的异议尚未答复，须先答复（{source}）。",
      en: "An objection to the allocation {allocationId} waits for its answer, which comes first ({source}).",
    },
  }),
  "allowance-objection-answered": problem<{ readonly state: string }>({
    status: 409,
    title: { zh: "异议已答复", en: "Objection answered" },
    detail: { zh: "该异议已答复（{state}）。", en: "The objection was answered before: {state}." },
  }),
  "basis-not-wanted": problem<Sourced>({
    status: 422,
    title: { zh: "不予采纳时不得给出新数据", en: "Data without an upheld objection" },
    detail: {
      zh: "仅在采纳异议时给出新的计算数据，且须给出（{source}）。",
      en: "New data of the figure go with an upheld objection, and only with one ({source}).",
    },
  }),
  "carry-over-not-offered": problem<Sourced & { readonly planId: string; readonly instrument: string }>({
    status: 422,
    title: { zh: "方案不允许该结转", en: "Carry-over not offered" },
    detail: {
      zh: "方案 {planId} 不接受以 {instrument} 结转，或结转期已过（{source}）。",
      en: "The plan {planId} does not convert {instrument}, or its last day has passed ({source}).",
    },
  }),
  "carry-over-exceeded": problem<Sourced & { readonly tonnes: string; readonly leftTonnes: string }>({
    status: 422,
    title: { zh: "超出结转限额", en: "Beyond the limit of carry-over" },
    detail: {
      zh: "申请结转 {tonnes} 吨，限额内仅余 {leftTonnes} 吨（{source}）。",
      en: "{tonnes} t are to be carried over, and the limit leaves {leftTonnes} t ({source}).",
    },
  }),
  "allowances-not-free": problem<Sourced & { readonly instrument: string; readonly tonnes: string }>({
    status: 422,
    title: { zh: "可用配额不足", en: "Allowances not free" },
    detail: {
      zh: "可用的 {instrument} 不足 {tonnes} 吨：质押或冻结的不能动用（{source}）。",
      en: "Less than {tonnes} t of {instrument} are free; what is pledged or frozen can't be used ({source}).",
    },
  }),
  "statement-recorded": problem<{ readonly statementId: string }>({
    status: 409,
    title: { zh: "该日对账单已登记", en: "Statement recorded" },
    detail: {
      zh: "该单位在该市场当日的对账单已登记（{statementId}）。请处理其差异，或登记另一日的对账单；数字有误的，由主管部门重新登记。",
      en: "The statement of the entity in the market for that day is recorded as {statementId}. Close its differences, or record that of another day; where its figures are wrong, the bureau records it anew.",
    },
  }),
  "statement-in-future": problem<{ readonly statedOn: string; readonly today: string }>({
    status: 422,
    title: { zh: "对账日晚于今日", en: "Statement of a day to come" },
    detail: { zh: "对账日 {statedOn} 晚于今日 {today}。", en: "The day of the statement, {statedOn}, is after today, {today}." },
  }),
  "statement-refused": problem<{ readonly errorCount: number; readonly lineErrors: readonly StatementError[] }>({
    status: 422,
    title: { zh: "对账单有误", en: "Statement refused" },
    detail: {
      zh: "对账单有 {errorCount} 处错误，未登记；逐项见 lineErrors（文件的表头为第 1 行）。",
      en: "The statement has {errorCount} errors and is not recorded. They are listed in `lineErrors`, each with its line; the header of a file is line 1.",
    },
  }),
  "statement-still-differs": problem<{ readonly vintage: string; readonly statedTonnes: string; readonly ledgerTonnes: string }>({
    status: 409,
    title: { zh: "仍有差异", en: "They still differ" },
    detail: {
      zh: "{vintage} 年度：登记机构为 {statedTonnes} 吨，本系统为 {ledgerTonnes} 吨，仍不一致。请先更正，或说明理由后不予更正。",
      en: "Vintage {vintage}: the registry states {statedTonnes} t and the ledger has {ledgerTonnes} t, which still differ. Correct one of them first, or dismiss the difference with a reason.",
    },
  }),
} as const satisfies ProblemTable;

/** Any refusal of allocation of allowances. */
export type AllowancesRefusal = RefusalOf<typeof allowancesProblems> | WrongState | NotFound;

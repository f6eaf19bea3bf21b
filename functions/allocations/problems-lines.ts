import type { Decimal } from "../../shared/kernel/decimal.ts";
import { type ProblemTable, problem, type RefusalOf } from "../../shared/kernel/problem.ts";
import { useFeeProblems } from "../../shared/permits/use-fee-problems.ts";
import { renewalOutcomeNames } from "./vocabulary.ts";

/** Document and article of the rule, from its row of `allocation-rules.json`. */
export interface Sourced {
  readonly source: string;
}
interface OfLicence extends Sourced {
  readonly licenceNumber: string;
}
interface OfSite extends OfLicence {
  readonly siteId: string;
  readonly siteName: string;
}

/** Why a line can't stand in a plan. A call is refused with all of them at once, each with its text in both languages. */
export const lineProblems = {
  "licence-unknown": problem<OfLicence>({
    status: 422,
    title: { zh: "无此排污许可证", en: "Licence unknown" },
    detail: {
      zh: "没有场所以排污许可证 {licenceNumber} 登记（{source}）。请先由单位登记场所。",
      en: "No site is registered with the discharge licence {licenceNumber} ({source}). Its unit registers the site first.",
    },
  }),
  "licence-not-of-unit": problem<OfLicence & { readonly creditCode: string }>({
    status: 422,
    title: { zh: "排污许可证不属于该单位", en: "Licence of another unit" },
    detail: {
      zh: "排污许可证 {licenceNumber} 不属于信用代码为 {creditCode} 的单位：许可证不得转让（{source}）。请核对信用代码和许可证编号。",
      en: "The discharge licence {licenceNumber} is not one of the unit with the credit code {creditCode}: licences can't be transferred ({source}). Check both numbers.",
    },
  }),
  "unit-not-admitted": problem<Sourced & { readonly partyId: string; readonly standing: string }>({
    status: 422,
    title: { zh: "单位未获核准", en: "Unit not admitted" },
    detail: {
      zh: "单位当前状态为“{standing}”，只有已核准的单位才能取得定额出让（{source}）。",
      en: "The unit's standing is {standing}; permits are allocated to admitted units only ({source}).",
    },
  }),
  "unit-site-unconfirmed": problem<OfSite>({
    status: 422,
    title: { zh: "场所未经确认", en: "Site not confirmed" },
    detail: {
      zh: "场所“{siteName}”（许可证 {licenceNumber}）尚未经主管部门确认：流域和许可证决定排污权归属（{source}）。",
      en: "The bureau has not confirmed the site “{siteName}” (licence {licenceNumber}): its basin and licence decide where permits count ({source}).",
    },
  }),
  "unit-outside-plan-area": problem<OfSite & { readonly siteArea: string; readonly planArea: string }>({
    status: 422,
    title: { zh: "场所不在方案辖区", en: "Site outside the plan's area" },
    detail: {
      zh: "场所“{siteName}”（许可证 {licenceNumber}）位于 {siteArea}，方案的辖区是 {planArea}（{source}）。",
      en: "The site “{siteName}” (licence {licenceNumber}) lies in {siteArea}; the plan is for {planArea} ({source}).",
    },
  }),
  "unit-twice": problem<OfSite>({
    status: 422,
    title: { zh: "同一场所重复", en: "Unit twice" },
    detail: {
      zh: "场所“{siteName}”（许可证 {licenceNumber}）在方案中出现不止一次：一证一行（{source}）。请合并，或以替换方式修改。",
      en: "The site “{siteName}” (licence {licenceNumber}) stands in the plan more than once: one line for each licence ({source}). Add its amounts up, or replace its line.",
    },
  }),
  "above-licence": problem<OfLicence & { readonly pollutant: string; readonly tonnes: Decimal; readonly licensedTonnes: Decimal }>({
    status: 422,
    title: { zh: "超出许可排放量", en: "Above the licence" },
    detail: {
      zh: "{pollutant} 拟出让 {tonnes} 吨，超过排污许可证 {licenceNumber} 的许可排放量 {licensedTonnes} 吨（{source}）。请核减数量；许可证已变更的，先导入新的许可数据。",
      en: "{tonnes} t of {pollutant} exceed the {licensedTonnes} t that the discharge licence {licenceNumber} allows ({source}). Allocate less, or import the licence if it has changed.",
    },
  }),
  "new-amount-by-auction": problem<OfSite & { readonly pollutant: string; readonly tonnes: Decimal; readonly existing: string }>({
    status: 422,
    title: { zh: "新增排污权须公开出让", en: "New amounts by auction" },
    detail: {
      zh: "场所“{siteName}”（许可证 {licenceNumber}）的 {pollutant} {tonnes} 吨属新增排污权（{existing}），只能通过市场公开出让取得，不得定额出让（{source}）。",
      en: "{tonnes} t of {pollutant} at the site “{siteName}” (licence {licenceNumber}) are new ({existing}): they are sold on the open market and not allocated at a fixed price ({source}).",
    },
  }),
  "basis-invalid": problem<Sourced & { readonly rule: string }>({
    status: 422,
    title: { zh: "核定依据或结果不符", en: "Basis or outcome not valid" },
    detail: {
      zh: "明细须符合规则“{rule}”（{source}）。",
      en: "The line breaks the rule “{rule}” ({source}).",
    },
    words: {
      rule: {
        "eia-number": {
          zh: "以环评批复为依据的须填批复文号，其他依据不填",
          en: "an assessment's number is given for that basis, and for no other",
        },
        "renewal-basis": {
          zh: "延续方案以现持有的排污权为依据，初次方案不得以其为依据",
          en: "a renewal rests on held permits, an initial plan never does",
        },
        outcome: { zh: "延续须写明结果，初次方案不填", en: "a renewal has an outcome, an initial plan has none" },
        amounts: { zh: "除终止外须至少有一种污染物的数量", en: "there is an amount unless the renewal ends the permits" },
        reason: { zh: "核减或终止须写明理由", en: "a renewal that reduces or ends says why" },
      },
    },
  }),
  "outcome-differs": problem<OfSite & { readonly outcome: string; readonly held: string; readonly wanted: string }>({
    status: 422,
    title: { zh: "延续结果与数量不符", en: "Outcome and amounts differ" },
    detail: {
      zh: "结果“{outcome}”与数量不符：场所“{siteName}”（许可证 {licenceNumber}）持有 {held}，拟延续 {wanted}（{source}）。",
      en: "The outcome {outcome} does not fit the amounts: the site “{siteName}” (licence {licenceNumber}) holds {held}, and {wanted} is to be renewed ({source}).",
    },
    words: { outcome: renewalOutcomeNames },
  }),
  "nothing-to-renew": problem<OfSite & { readonly lastMonth: string }>({
    status: 422,
    title: { zh: "无可延续的排污权", en: "Nothing to renew" },
    detail: {
      zh: "场所“{siteName}”（许可证 {licenceNumber}）没有于 {lastMonth} 到期的排污权（{source}）。",
      en: "The site “{siteName}” (licence {licenceNumber}) has no permit whose last month is {lastMonth} ({source}).",
    },
  }),
  "renewed-by-another-plan": problem<OfSite & { readonly lastMonth: string; readonly otherPlanId: string }>({
    status: 422,
    title: { zh: "已列入其他延续方案", en: "Renewed by another plan" },
    detail: {
      zh: "场所“{siteName}”（许可证 {licenceNumber}）于 {lastMonth} 到期的排污权已列入延续方案 {otherPlanId}，不得重复延续（{source}）。请从该方案中去掉，或撤回该方案。",
      en: "The permits of the site “{siteName}” (licence {licenceNumber}) that end with {lastMonth} are renewed by the plan {otherPlanId}, and are renewed once ({source}). Take the site out of that plan or withdraw it.",
    },
  }),
  "allocated-by-another-plan": problem<
    OfSite & { readonly pollutant: string; readonly firstMonth: string; readonly lastMonth: string; readonly otherPlanId: string }
  >({
    status: 422,
    title: { zh: "已列入其他方案", en: "Allocated by another plan" },
    detail: {
      zh: "方案 {otherPlanId} 已向场所“{siteName}”（许可证 {licenceNumber}）出让 {pollutant}，期限与 {firstMonth} 至 {lastMonth} 重叠：同一数量不得重复定额出让（{source}）。请从该方案中去掉，或撤回该方案。",
      en: "The plan {otherPlanId} allocates {pollutant} to the site “{siteName}” (licence {licenceNumber}) for months of {firstMonth} to {lastMonth}: an existing amount is allocated once ({source}). Take the site out of that plan or withdraw it.",
    },
  }),
  "rate-missing": useFeeProblems["rate-missing"],
  "pollutant-twice": useFeeProblems["pollutant-twice"],
  "instalment-below-fen": useFeeProblems["instalment-below-fen"],
} as const satisfies ProblemTable;
/** Why a line can't stand in a plan. */
export type LineRefusal = RefusalOf<typeof lineProblems>;

import type { Decimal } from "../../shared/kernel/decimal.ts";
import type { NotFound } from "../../shared/kernel/outcome.ts";
import { type ProblemTable, problem, type RefusalOf } from "../../shared/kernel/problem.ts";
import { poolChangeProblems } from "../../shared/permits/pool-change.ts";
import { limitProblems } from "./limits/problems.ts";

/** Identifies a need: certified once per project and pollutant. */
interface NeedName {
  readonly pollutant: string;
  readonly project: string;
}

/** Document of the rule. */
interface Sourced {
  readonly source: string;
}

/** Refusals about permits, in addition to the common problems. */
export const permitsProblems = {
  ...poolChangeProblems,
  "source-needs-site": problem<{ readonly source: string; readonly operation: string; readonly possible: readonly string[] }>({
    status: 409,
    title: { zh: "须从场所扣减", en: "Comes out of a site" },
    detail: {
      zh: "来源 {source} 的指标原属某一场所，须在同一笔分录中扣减该场所的排污权，否则同一吨会计两次。请使用操作 {operation}，它扣减场所并同时记入储备；此处可登记的来源：{possible}。",
      en: "Quota from {source} was a site's: it must be debited from that site's permits in the same entry, or its tonnes would count twice. Use the operation {operation}, which debits the site and adds to the reserve at once; sources to add here: {possible}.",
    },
  }),
  "renewal-unknown": problem<Sourced>({
    status: 422,
    title: { zh: "无此延续核定", en: "Renewal unknown" },
    detail: {
      zh: "renewalFactId 不是延续核定的事实编号，或与来源不符：只有来源 initial-allocation-cut 可引用延续核定（{source}）。",
      en: "`renewalFactId` names no renewal, or goes with another source than initial-allocation-cut ({source}).",
    },
  }),
  "renewal-without-cut": problem<Sourced & { readonly pool: string; readonly pollutant: string }>({
    status: 422,
    title: { zh: "该延续没有核减", en: "Renewal without such a cut" },
    detail: {
      zh: "该延续没有核减 {pool} 的 {pollutant}（{source}）。",
      en: "The renewal cut nothing of {pollutant} in {pool} ({source}).",
    },
  }),
  "renewal-before-expiry": problem<Sourced & { readonly renewalFactId: string }>({
    status: 409,
    title: { zh: "排污权尚未到期", en: "Cut before the expiry" },
    detail: {
      zh: "核减 {renewalFactId} 在排污权到期前作出：须在同一笔分录中扣减场所（操作 recoverPermits），否则同一吨会计两次（{source}）。",
      en: "The cut {renewalFactId} was decided before the permits expired: the site is debited in the same entry (operation recoverPermits), or its tonnes would count twice ({source}).",
    },
  }),
  "renewal-cut-exceeded": problem<Sourced & { readonly renewalFactId: string; readonly cut: Decimal; readonly tonnes: Decimal }>({
    status: 409,
    title: { zh: "超出核减量", en: "More than the cut" },
    detail: {
      zh: "核减 {renewalFactId} 共 {cut} 吨，只计一次；本次 {tonnes} 吨超出尚未入储备的部分（{source}）。",
      en: "The cut {renewalFactId} is {cut} t and counts once; {tonnes} t are more than is left of it ({source}).",
    },
  }),
  "holder-not-admitted": problem<{ readonly partyId: string; readonly standing: string }>({
    status: 409,
    title: { zh: "单位未获核准", en: "Party not admitted" },
    detail: {
      zh: "该单位当前状态为 {standing}，只有已核准的单位才能取得需求认定。",
      en: "The party's standing is {standing}; needs are certified for admitted parties only.",
    },
  }),
  "need-not-whole-kilograms": problem<{ readonly tonnes: Decimal; readonly offsetRatio: Decimal; readonly tonnesToBuy: Decimal }>({
    status: 422,
    title: { zh: "需购量不是整千克", en: "Not whole kilograms" },
    detail: {
      zh: "{tonnes} 吨按 {offsetRatio}:1 折算为 {tonnesToBuy} 吨，须为整千克（三位小数）。",
      en: "{tonnes} tonnes at {offsetRatio}:1 make {tonnesToBuy} tonnes to buy, which must be whole kilograms (three decimals).",
    },
  }),
  "site-not-confirmed": problem<{ readonly siteId: string }>({
    status: 409,
    title: { zh: "场所未经确认", en: "Site not confirmed" },
    detail: {
      zh: "场所 {siteId} 尚未经生态环境主管部门确认（或企业变更后待重新确认）。流域、污染源类别决定需求归属，须先确认场所。",
      en: "The bureau has not confirmed the site {siteId}, or its holder has changed it since. Confirm it first: basin and class decide where a need counts.",
    },
  }),
  "offset-ground-not-for-pollutant": problem<{ readonly offsetGround: string; readonly pollutant: string }>({
    status: 422,
    title: { zh: "替代依据与污染物不符", en: "Ground not for this pollutant" },
    detail: {
      zh: "替代依据 {offsetGround} 不适用于 {pollutant}。",
      en: "The ground {offsetGround} is about another medium than {pollutant}.",
    },
  }),
  "offset-ratio-too-low": problem<{ readonly offsetGround: string; readonly offsetRatio: Decimal; readonly minimumRatio: string }>({
    status: 422,
    title: { zh: "替代比例过低", en: "Offset ratio too low" },
    detail: {
      zh: "依据 {offsetGround} 的替代比例不得低于 {minimumRatio}:1，所填为 {offsetRatio}:1。",
      en: "The ground {offsetGround} asks for at least {minimumRatio}:1; the ratio given is {offsetRatio}:1.",
    },
  }),
  "letter-date-in-future": problem<{ readonly letterDate: string; readonly today: string }>({
    status: 422,
    title: { zh: "文件日期晚于今日", en: "Letter dated in the future" },
    detail: { zh: "文件日期 {letterDate} 晚于今日 {today}。", en: "The letter is dated {letterDate}, which is after today ({today})." },
  }),
  "need-exists": problem<NeedName>({
    status: 409,
    title: { zh: "该项目需求已认定", en: "Need already certified" },
    detail: {
      zh: "项目 {project} 的 {pollutant} 需求已认定（含已撤销的）。增加或更正请用新的项目编码。",
      en: "A need for {pollutant} in project {project} has already been certified, even if it was withdrawn. Use a new project code for an addition or a correction.",
    },
  }),
  "existing-amount-by-allocation": problem<{
    readonly eiaNumber: string;
    readonly pollutant: string;
    readonly siteId: string;
    readonly source: string;
  }>({
    status: 409,
    title: { zh: "现有排污权须定额出让", en: "Existing amounts by allocation" },
    detail: {
      zh: "环评批复 {eiaNumber} 的 {pollutant} 在场所 {siteId} 已作为现有排污权定额出让，不得再以公开出让方式取得（{source}）。",
      en: "The {pollutant} of the assessment {eiaNumber} at the site {siteId} is allocated at a fixed price as an existing amount: it is not bought on the open market as well ({source}).",
    },
  }),
  "need-in-use": problem<NeedName>({
    status: 409,
    title: { zh: "需求已被使用", en: "Need in use" },
    detail: {
      zh: "项目 {project} 的 {pollutant} 需求已报名或已成交，不能撤销。",
      en: "The need for {pollutant} in project {project} is enrolled in an auction or already used, so it can't be withdrawn.",
    },
  }),
  "need-already-withdrawn": problem<NeedName & { readonly reason: string }>({
    status: 409,
    title: { zh: "需求已撤销", en: "Need already withdrawn" },
    detail: {
      zh: "项目 {project} 的 {pollutant} 需求此前已撤销：{reason}",
      en: "The need for {pollutant} in project {project} was already withdrawn: {reason}",
    },
  }),
  ...limitProblems,
} as const satisfies ProblemTable;

/** Any refusal of permits. */
export type PermitsRefusal = RefusalOf<typeof permitsProblems> | NotFound;

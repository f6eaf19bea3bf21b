import { type ProblemTable, problem, type RefusalOf } from "../../shared/kernel/problem.ts";
import { type LicenceSource, licenceChangeNames, licenceSources } from "../../shared/members/licence-rules.ts";
import type { siteProblems } from "./problems-sites.ts";

/** Why a day can't be that of an application. */
export type ApplicationDayRule = "recorded-by-bureau-only" | "in-future" | "before-validity" | "after-expiry";

/** Refusals about the renewal and the changes of discharge licences. */
export const licenceProblems = {
  "licence-not-confirmed": problem<{ readonly siteId: string }>({
    status: 409,
    title: { zh: "排污许可证未经确认", en: "Licence not confirmed" },
    detail: {
      zh: "场所 {siteId} 及其排污许可证尚未经生态环境主管部门确认。",
      en: "The bureau has not confirmed the site {siteId} and its licence yet.",
    },
  }),
  "renewal-pending": problem<{ readonly appliedOn: string; readonly decideBy: string }>({
    status: 409,
    title: { zh: "延续申请待决定", en: "Renewal already applied for" },
    detail: {
      zh: "已于 {appliedOn} 申请延续，应于 {decideBy} 前决定。",
      en: "The renewal was applied for on {appliedOn} and is to be decided by {decideBy}.",
    },
  }),
  "renewal-not-pending": problem<{ readonly siteId: string }>({
    status: 409,
    title: { zh: "没有待决定的延续申请", en: "No renewal to decide" },
    detail: {
      zh: "场所 {siteId} 的排污许可证没有待决定的延续申请。",
      en: "No application to renew the licence of the site {siteId} waits for a decision.",
    },
  }),
  "application-day-invalid": problem<{
    readonly rule: ApplicationDayRule;
    readonly appliedOn: string;
    readonly applyBy: string;
    readonly validUntil: string;
    readonly source: LicenceSource;
  }>({
    status: 422,
    title: { zh: "申请日期不成立", en: "Day of application not possible" },
    detail: {
      zh: "申请日期 {appliedOn} 不成立：{rule}。排污许可证有效期至 {validUntil}，须于 {applyBy} 或之前申请延续；届满后应重新申请（{source}）。",
      en: "{appliedOn} can't be the day of the application ({rule}). The licence is valid until {validUntil}; its renewal is applied for by {applyBy}, and after its end a new licence is needed ({source}).",
    },
    words: { source: licenceSources },
  }),
  "renewal-not-longer": problem<{ readonly validUntil: string; readonly licenceValidUntil: string }>({
    status: 422,
    title: { zh: "延续后的有效期有误", en: "Renewal not longer" },
    detail: {
      zh: "延续后的有效期至 {licenceValidUntil}，不晚于原有效期 {validUntil}。",
      en: "The renewed licence would end on {licenceValidUntil}, not after the former one ({validUntil}).",
    },
  }),
  "new-licence-needed": problem<{ readonly kind: string; readonly licenceNumber: string; readonly source: LicenceSource }>({
    status: 409,
    title: { zh: "须重新申请排污许可证", en: "New licence needed" },
    detail: {
      zh: "变更“{kind}”不属于变更手续，须重新申请取得排污许可证（{source}）；排污许可证 {licenceNumber} 不予变更。",
      en: "A change of the {kind} is not recorded in the licence {licenceNumber}: apply for a new licence ({source}).",
    },
    words: { kind: licenceChangeNames, source: licenceSources },
  }),
  "licence-not-transferable": problem<{ readonly licenceNumber: string; readonly source: LicenceSource }>({
    status: 409,
    title: { zh: "排污许可证不得转让", en: "Licence not transferable" },
    detail: {
      zh: "排污许可证 {licenceNumber} 不得转让给其他单位（{source}）。可转让的是排污权，不是排污许可证。",
      en: "The licence {licenceNumber} can't pass to another holder ({source}). Permits are tradable, the licence is not.",
    },
    words: { source: licenceSources },
  }),
  "change-in-future": problem<{ readonly changedOn: string; readonly today: string }>({
    status: 422,
    title: { zh: "变更日期晚于今日", en: "Change in the future" },
    detail: { zh: "变更日期 {changedOn} 晚于今日 {today}。", en: "The change is dated {changedOn}, which is after today ({today})." },
  }),
} as const satisfies ProblemTable;

/** Any refusal about renewals and changes of licences. */
export type LicenceRefusal = RefusalOf<typeof licenceProblems> | RefusalOf<Pick<typeof siteProblems, "licence-lost">>;

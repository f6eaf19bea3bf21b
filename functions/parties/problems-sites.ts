import { type ProblemTable, problem, type RefusalOf } from "../../shared/kernel/problem.ts";
import type { LicenceNumberFault } from "../../shared/members/licence-number.ts";
import { type LicenceSource, licenceSources } from "../../shared/members/licence-rules.ts";

/** Which rule the validity of a licence breaks. */
export type LicenceValidityRule = "ends-before-it-begins" | "longer-than-allowed" | "expired";

/** Refusals about sites and their discharge licences. */
export const siteProblems = {
  "licence-number-invalid": problem<{ readonly licenceNumber: string; readonly fault: LicenceNumberFault }>({
    status: 422,
    title: { zh: "排污许可证编号有误", en: "Licence number invalid" },
    detail: {
      zh: "编号 {licenceNumber} 不合 HJ 608-2017：{fault}。应为18位统一社会信用代码、3位顺序码和标识码P，大写半角，不含空格。",
      en: "{licenceNumber} is not valid under HJ 608-2017 ({fault}). Enter the credit code, three digits and P, in upper case and half width.",
    },
  }),
  "licence-of-another": problem<{ readonly licenceNumber: string; readonly creditCode: string; readonly source: LicenceSource }>({
    status: 409,
    title: { zh: "不是本单位的排污许可证", en: "Licence of another" },
    detail: {
      zh: "排污许可证 {licenceNumber} 不属于代码为 {creditCode} 的本单位。排污许可证不得转让（{source}），须以持证单位登记。",
      en: "The licence {licenceNumber} is not one of your organisation ({creditCode}). Licences can't be transferred ({source}): its own holder registers the site.",
    },
    words: { source: licenceSources },
  }),
  "licence-validity-invalid": problem<{
    readonly rule: LicenceValidityRule;
    readonly licenceValidFrom: string;
    readonly licenceValidUntil: string;
    readonly years: number;
  }>({
    status: 422,
    title: { zh: "排污许可证有效期有误", en: "Licence validity not allowed" },
    detail: {
      zh: "有效期 {licenceValidFrom} 至 {licenceValidUntil} 违反规则：{rule}。有效期不超过 {years} 年，且登记时须仍有效。",
      en: "The validity from {licenceValidFrom} to {licenceValidUntil} breaks the rule {rule}: a licence runs for at most {years} years and must not have expired.",
    },
  }),
  "licence-registered": problem<{ readonly licenceNumber: string }>({
    status: 409,
    title: { zh: "排污许可证已登记", en: "Licence already registered" },
    detail: {
      zh: "排污许可证 {licenceNumber} 已登记于其他场所。",
      en: "The discharge licence {licenceNumber} belongs to a registered site.",
    },
  }),
  "licence-lost": problem<{ readonly licenceNumber: string }>({
    status: 409,
    title: { zh: "排污许可证已归他人", en: "Licence lost" },
    detail: {
      zh: "经交易所裁决，排污许可证 {licenceNumber} 属于其他企业，该场所不能再使用。",
      en: "The exchange decided that the licence {licenceNumber} is another enterprise's; this site can't be used any more.",
    },
  }),
  "site-unchanged": problem<{ readonly siteId: string }>({
    status: 409,
    title: { zh: "场所信息无变更", en: "Site unchanged" },
    detail: { zh: "所填信息与场所 {siteId} 的登记一致。", en: "The site {siteId} is already registered like this." },
  }),
  "site-already-confirmed": problem<{ readonly siteId: string }>({
    status: 409,
    title: { zh: "场所已确认", en: "Site already confirmed" },
    detail: { zh: "场所 {siteId} 已按所填信息确认。", en: "The site {siteId} is already confirmed with these particulars." },
  }),
  "correction-needs-document": problem<{ readonly siteId: string; readonly fields: readonly string[] }>({
    status: 422,
    title: { zh: "更正须有理由和文件", en: "Correction needs a document" },
    detail: {
      zh: "所填 {fields} 与企业申报不一致。更正须填写理由和文号；若企业刚刚变更，请重新核对。",
      en: "{fields} differ from what the holder declared. A correction needs a reason and a document; if the holder has just changed the site, check it again.",
    },
  }),
  "site-outside-your-area": problem<{ readonly area: string; readonly siteArea: string }>({
    status: 403,
    title: { zh: "不在您的辖区", en: "Outside your area" },
    detail: {
      zh: "{siteArea} 不在您的辖区 {area} 内。跨区更正由市生态环境局办理。",
      en: "{siteArea} is outside your area, {area}. The city's bureau moves a site to another area.",
    },
  }),
} as const satisfies ProblemTable;

/** Any refusal about sites. */
export type SiteRefusal = RefusalOf<typeof siteProblems>;

import type { NotFound } from "../../shared/kernel/outcome.ts";
import { type ProblemTable, problem, type RefusalOf } from "../../shared/kernel/problem.ts";
import type { CreditCodeFault } from "../../shared/members/credit-code.ts";
import { claimProblems } from "./problems-claims.ts";
import { licenceProblems } from "./problems-licences.ts";
import { peopleProblems } from "./problems-people.ts";
import { siteProblems } from "./problems-sites.ts";

/** Refusals of parties, in addition to the common problems. */
export const partiesProblems = {
  ...peopleProblems,
  ...claimProblems,
  ...siteProblems,
  ...licenceProblems,
  "credit-code-invalid": problem<{ readonly creditCode: string; readonly fault: CreditCodeFault }>({
    status: 422,
    title: { zh: "统一社会信用代码有误", en: "Unified social credit code invalid" },
    detail: {
      zh: "代码 {creditCode} 不合 GB 32100-2015：{fault}。请按营业执照填写18位大写半角代码。",
      en: "{creditCode} is not valid under GB 32100-2015 ({fault}). Enter the 18 characters on the business licence, in upper case and half width.",
    },
  }),
  "credit-code-registered": problem<{ readonly creditCode: string }>({
    status: 409,
    title: { zh: "该代码已登记", en: "Code already registered" },
    detail: { zh: "代码 {creditCode} 已有单位登记。", en: "An organisation with the code {creditCode} is already registered." },
  }),
  "operator-by-settings-only": problem({
    status: 403,
    title: { zh: "不能登记为交易机构", en: "Can't register as the operator" },
    detail: { zh: "交易机构由系统设置指定。", en: "The operator of the exchange is named in the settings." },
  }),
  "operator-registered": problem({
    status: 409,
    title: { zh: "交易机构已登记", en: "Operator already registered" },
    detail: {
      zh: "交易机构只能登记一次。请由其代表邀请您。",
      en: "The operator of the exchange is registered once for good. One of its representatives can invite you.",
    },
  }),
  "standing-refuses": problem<{ readonly standing: string }>({
    status: 409,
    title: { zh: "单位当前状态不允许", en: "Not possible in the current standing" },
    detail: {
      zh: "单位当前状态为 {standing}，不能进行此操作。",
      en: "The party's standing is {standing}, which does not allow this.",
    },
  }),
  "exclusion-exists": problem<{ readonly list: string }>({
    status: 409,
    title: { zh: "已在名单内", en: "Already on the list" },
    detail: { zh: "该单位已列入 {list}。", en: "The party is already on the list {list}." },
  }),
  "exclusion-unknown": problem<{ readonly list: string }>({
    status: 409,
    title: { zh: "不在名单内", en: "Not on the list" },
    detail: { zh: "该单位不在 {list} 内。", en: "The party is not on the list {list}." },
  }),
  "not-an-enterprise": problem<{ readonly partyId: string }>({
    status: 409,
    title: { zh: "不是企业或核查机构", en: "Not an enterprise" },
    detail: { zh: "单位 {partyId} 不是企业或核查机构，或不存在。", en: "There is no enterprise or verifier {partyId}." },
  }),
  "associates-elsewhere": problem<{ readonly partyId: string }>({
    status: 409,
    title: { zh: "已属其他关联组", en: "In another group" },
    detail: {
      zh: "单位 {partyId} 已申报于其他关联组。",
      en: "The party {partyId} already belongs to another group of associated companies.",
    },
  }),
} as const satisfies ProblemTable;

/** Any refusal of parties. */
export type PartiesRefusal = RefusalOf<typeof partiesProblems> | NotFound;

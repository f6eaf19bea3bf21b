import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";
import { pledgesProblems } from "../pledges/problems.ts";

/** A rule, by the document and article in which it stands. */
interface Ruled {
  readonly source: string;
}

// What pledges refuse as well, for the same reason.
const { frozen, "slice-unknown": sliceUnknown, "being-enforced": beingEnforced, "register-full": registerFull } = pledgesProblems;
const { "finer-than-unit": finer, "position-expired": expired } = pledgesProblems;
const shared = {
  frozen,
  "slice-unknown": sliceUnknown,
  "being-enforced": beingEnforced,
  "register-full": registerFull,
  "finer-than-unit": finer,
  "position-expired": expired,
} as const;

/** Refusals of enforcement. */
export const enforcementProblems = {
  ...shared,
  "on-sale": problem<{ readonly enforcementId: string }>({
    status: 409,
    title: { zh: "已公告拍卖", en: "On sale" },
    detail: {
      zh: "质权实现 {enforcementId} 的标的已公告拍卖，不能撤回或改为折价；公告可由交易机构取消。",
      en: "A sale of the tonnes of the enforcement {enforcementId} is announced: it can be neither withdrawn nor replaced by a take-over. The operator may cancel the sale.",
    },
  }),
  "taker-not-eligible": problem<Ruled & { readonly rule: string; readonly taker: string }>({
    status: 409,
    title: { zh: "受让方不符合条件", en: "Taker not eligible" },
    detail: {
      zh: "{taker} 不能受让（{rule}；{source}）。银行没有排污场所，不能受让排污权。",
      en: "{taker} can't take the tonnes over ({rule}; {source}). A bank has no site, and so takes over no permits.",
    },
  }),
  "need-not-covered": problem<Ruled & { readonly tonnes: Decimal; readonly project: string }>({
    status: 409,
    title: { zh: "核定需求不足", en: "Need too small" },
    detail: {
      zh: "项目 {project} 可用的核定需求不足 {tonnes} 吨（{source}）。",
      en: "The need of project {project} has less than {tonnes} tonnes free ({source}).",
    },
  }),
  "price-not-covered": problem<Ruled & { readonly priceCny: Decimal }>({
    status: 409,
    title: { zh: "资金不足", en: "Price not covered" },
    detail: {
      zh: "受让价款 {priceCny} 元，可用资金不足（{source}）。",
      en: "The price is {priceCny} CNY, and less is available ({source}).",
    },
  }),
  "proposal-changed": problem<{ readonly priceCny: Decimal; readonly proposedCny: Decimal }>({
    status: 409,
    title: { zh: "折价方案已变更", en: "Proposal changed" },
    detail: {
      zh: "所同意的价款 {priceCny} 元与现方案 {proposedCny} 元不同。请核对后重新确认。",
      en: "{priceCny} CNY was agreed to, and {proposedCny} CNY is proposed now. Read the proposal again.",
    },
  }),
  "nothing-held": problem<{ readonly remainingCny: Decimal; readonly amountCny: Decimal }>({
    status: 409,
    title: { zh: "留存价款不足", en: "Not held" },
    detail: {
      zh: "因冻结留存的价款为 {remainingCny} 元，不足 {amountCny} 元。",
      en: "{remainingCny} CNY are set aside under freezes, less than {amountCny}.",
    },
  }),
} as const satisfies ProblemTable;

import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";
import { pledgesProblems } from "../pledges/problems.ts";

/** A rule, by the document and article in which it stands. */
interface Ruled {
  readonly source: string;
}

/** Refusals of freezes; what they share with pledges is the same row. */
export const freezesProblems = {
  "exceeds-free": pledgesProblems["exceeds-free"],
  "finer-than-unit": pledgesProblems["finer-than-unit"],
  "slice-unknown": pledgesProblems["slice-unknown"],
  "position-expired": pledgesProblems["position-expired"],
  "register-full": pledgesProblems["register-full"],
  "not-freezable": problem<{ readonly instrument: string }>({
    status: 422,
    title: { zh: "不在本登记簿冻结", en: "Not frozen in this register" },
    detail: {
      zh: "{instrument} 不在质押登记簿中，不能在此登记冻结。请向持有该财产的机构送达协助执行通知。",
      en: "{instrument} is not kept in the register of collateral and can't be frozen here. Serve the order on whoever keeps it.",
    },
  }),
  "freeze-term-too-long": problem<Ruled & { readonly months: number; readonly longestMonths: number }>({
    status: 422,
    title: { zh: "冻结期限过长", en: "Term of the freeze too long" },
    detail: {
      zh: "冻结期限 {months} 个月，超过最长 {longestMonths} 个月（{source}）。请缩短期限，届满前可续行冻结。",
      en: "The term is {months} months; {longestMonths} are the most ({source}). Shorten it; it can be renewed before it ends.",
    },
  }),
  "freeze-term-over": problem<Ruled & { readonly freezeId: string; readonly until: string }>({
    status: 409,
    title: { zh: "冻结期限已届满", en: "Term of the freeze over" },
    detail: {
      zh: "冻结 {freezeId} 已于 {until} 届满，不能续行（{source}）。仍需冻结的，请重新登记。",
      en: "The term of freeze {freezeId} was over at {until}; it can't be renewed ({source}). Enter a new freeze if one is still ordered.",
    },
  }),
  "exceeds-slice": problem<Ruled & { readonly sliceId: string; readonly quantity: Decimal; readonly sliceQuantity: Decimal }>({
    status: 409,
    title: { zh: "超过份额数量", en: "More than the slice has" },
    detail: {
      zh: "拟冻结 {quantity}，份额 {sliceId} 仅 {sliceQuantity}（{source}）。请减少数量，其余另就可用数量或其他份额登记。",
      en: "This freezes {quantity}; the slice {sliceId} has {sliceQuantity} ({source}). Reduce it, and enter the rest on free tonnes or another slice.",
    },
  }),
  "exceeds-frozen": problem<Ruled & { readonly freezeId: string; readonly quantity: Decimal; readonly frozen: Decimal }>({
    status: 409,
    title: { zh: "超过已冻结数量", en: "More than is frozen" },
    detail: {
      zh: "拟解除 {quantity}，冻结 {freezeId} 在所指份额上仅 {frozen}（{source}）。请减少数量或核对份额。",
      en: "This lifts {quantity}; the freeze {freezeId} has {frozen} there ({source}). Reduce it, or check the slice.",
    },
  }),
} as const satisfies ProblemTable;

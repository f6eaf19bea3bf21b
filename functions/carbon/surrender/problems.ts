import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";

/** A rule, by the document and article in which it stands. */
interface Ruled {
  readonly source: string;
}

/** Refusals of surrender. */
export const surrenderProblems = {
  "nothing-to-surrender": problem({
    status: 422,
    title: { zh: "未填清缴内容", en: "Nothing to surrender" },
    detail: {
      zh: "请填写 tonnes（按年份由旧到新扣减）、allowances（指定配额）或 offsets（减排量）中的至少一项；tonnes 与 allowances 不可同时填写。",
      en: "Give at least one of tonnes (the oldest vintage first), allowances (by name) or offsets; tonnes and allowances not at once.",
    },
  }),
  "no-obligation": problem<Ruled & { readonly partyId: string; readonly year: string }>({
    status: 409,
    title: { zh: "尚无清缴义务", en: "No obligation yet" },
    detail: {
      zh: "{partyId} 的 {year} 年度排放量尚未核定，没有可清缴的数量（{source}）。请待年度报告核定后再办理。",
      en: "The emissions of {partyId} for {year} are not established yet, so nothing is due ({source}). Wait until the annual report is accepted.",
    },
  }),
  "surrender-above-open": problem<Ruled & { readonly tonnes: Decimal; readonly open: Decimal }>({
    status: 409,
    title: { zh: "超过未清缴数量", en: "More than is open" },
    detail: {
      zh: "拟清缴 {tonnes} 吨，而该年度尚未清缴 {open} 吨（{source}）。请减少数量；自愿注销请使用注销操作。",
      en: "This surrenders {tonnes} t, and {open} t are open for the year ({source}). Reduce it; what is to go beyond an obligation is cancelled instead.",
    },
  }),
  "surrender-exceeds-free": problem<
    Ruled & {
      readonly tonnes: Decimal;
      readonly available: Decimal;
      readonly pledged: Decimal;
      readonly frozen: Decimal;
      readonly market: string;
    }
  >({
    status: 409,
    title: { zh: "可用配额不足", en: "Not enough free allowances" },
    detail: {
      zh: "需 {tonnes} 吨；{market} 有效配额可用 {available} 吨，另有质押 {pledged} 吨、冻结 {frozen} 吨，不能使用（{source}）。请先购入配额或解除质押。",
      en: "This takes {tonnes} t; {available} t of valid allowances of {market} are free, {pledged} t are pledged and {frozen} t frozen, which can't be used ({source}). Buy allowances or have the pledge released first.",
    },
  }),
  "vintage-expired": problem<Ruled & { readonly instrument: string }>({
    status: 409,
    title: { zh: "配额已失效", en: "Vintage expired" },
    detail: {
      zh: "配额 {instrument} 已过有效期，只能注销（{source}）。请选用仍有效的年份。",
      en: "The allowances {instrument} are past their last month and can only be retired ({source}). Choose a vintage that is still valid.",
    },
  }),
  "allowance-of-another-market": problem<Ruled & { readonly instrument: string; readonly market: string }>({
    status: 422,
    title: { zh: "非本市场配额", en: "Allowance of another market" },
    detail: {
      zh: "该年度义务属于 {market}，不能以 {instrument} 清缴（{source}）。",
      en: "The obligation of the year is in {market}; {instrument} can't be surrendered for it ({source}).",
    },
  }),
  "offset-share-exceeded": problem<Ruled & { readonly tonnes: Decimal; readonly used: Decimal; readonly limit: Decimal }>({
    status: 409,
    title: { zh: "抵消比例超限", en: "Offset share exceeded" },
    detail: {
      zh: "本次减排量 {tonnes} 吨，已用 {used} 吨，合计超过上限 {limit} 吨（{source}）。请减少减排量，其余以配额清缴。",
      en: "With {tonnes} t of certified reductions now and {used} t before, the limit of {limit} t is exceeded ({source}). Surrender allowances for the rest.",
    },
  }),
  "serial-range-inverted": problem<{ readonly project: string; readonly first: string; readonly last: string }>({
    status: 422,
    title: { zh: "流水号区间颠倒", en: "Serial numbers inverted" },
    detail: {
      zh: "项目 {project} 的起始号 {first} 大于终止号 {last}。请更正区间（含首尾）。",
      en: "The first serial number {first} of {project} is above the last, {last}. Correct the range; both ends are included.",
    },
  }),
  "serials-used": problem<
    Ruled & {
      readonly project: string;
      readonly first: string;
      readonly last: string;
      readonly usedFirst: string;
      readonly usedLast: string;
    }
  >({
    status: 409,
    title: { zh: "减排量已使用", en: "Serial numbers already used" },
    detail: {
      zh: "项目 {project} 的 {first} 至 {last} 与已使用的 {usedFirst} 至 {usedLast} 重叠；减排量只能使用一次（{source}）。请更换区间。",
      en: "Serial numbers {first} to {last} of {project} overlap with {usedFirst} to {usedLast}, which were used; each is used once only ({source}). Choose another range.",
    },
  }),
  "not-frozen": problem<Ruled & { readonly holdId: string; readonly tonnes: Decimal; readonly frozen: Decimal }>({
    status: 409,
    title: { zh: "冻结数量不足", en: "Not frozen" },
    detail: {
      zh: "冻结 {holdId} 名下该配额尚有 {frozen} 吨，不足 {tonnes} 吨，或并非冻结（{source}）。请核对冻结编号、配额和数量。",
      en: "The freeze {holdId} has {frozen} t of it left, less than {tonnes}, or it is no freeze ({source}). Check its id, the allowance and the quantity.",
    },
  }),
  "above-surplus": problem<Ruled & { readonly tonnes: Decimal; readonly surplus: Decimal; readonly retired: Decimal }>({
    status: 409,
    title: { zh: "超过可退回数量", en: "More than can be given back" },
    detail: {
      zh: "拟退回 {tonnes} 吨；多清缴 {surplus} 吨，其中该配额 {retired} 吨（{source}）。请减少数量，或改选实际清缴过的配额。",
      en: "This gives back {tonnes} t; {surplus} t were surrendered beyond what is required, {retired} t of this allowance ({source}). Reduce it, or choose an allowance that was surrendered.",
    },
  }),
  "not-in-a-market": problem<Ruled & { readonly partyId: string; readonly year: string }>({
    status: 409,
    title: { zh: "未纳入碳市场", en: "Not in a carbon market" },
    detail: {
      zh: "{partyId} 在 {year} 年未列入任何碳市场名录，没有清缴义务（{source}）。请先在重点排放单位名录中确定其市场。",
      en: "{partyId} is in no carbon market in {year} and has nothing to surrender ({source}). Enter its market in the list of key entities first.",
    },
  }),
  "report-not-due": problem<Ruled & { readonly year: string; readonly reportBy: string }>({
    status: 409,
    title: { zh: "报告尚未到期", en: "Report not due" },
    detail: {
      zh: "{year} 年度报告应于 {reportBy} 前提交，期满前不能核定其排放量（{source}）。",
      en: "The report for {year} is due by {reportBy}; no figure is set before that day is over ({source}).",
    },
  }),
  "report-stands": problem<Ruled & { readonly partyId: string; readonly year: string; readonly reportState: string }>({
    status: 409,
    title: { zh: "已有报告在办", en: "A report stands" },
    detail: {
      zh: "{partyId} 的 {year} 年度报告状态为 {reportState}；仅在未提交报告，或报告未通过（或被重新开启）且未重新提交时，并选用相应依据，才由主管部门核定排放量（{source}）。",
      en: "The report of {partyId} for {year} is {reportState}; the regulator sets a figure only where none was submitted, or a rejected or reopened one was not filed again, and names which ({source}).",
    },
  }),
} as const satisfies ProblemTable;

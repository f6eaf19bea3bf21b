import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";
import { payerProblems } from "../income/problems.ts";

/** A rule, by the document and article in which it stands. */
interface Ruled {
  readonly source: string;
}
interface Positioned extends Ruled {
  readonly account: string;
  readonly instrument: string;
}

/** Refusals of pledges. */
export const pledgesProblems = {
  "not-pledgeable": problem<Positioned>({
    status: 422,
    title: { zh: "不可质押", en: "Can't be pledged" },
    detail: {
      zh: "{instrument} 不属于可质押的资产种类（{source}）。请选用排污权、配额、自然资源资产权利或收益权。",
      en: "{instrument} is of no kind of asset that can be pledged ({source}). Choose permits, allowances, rights in natural assets or income rights.",
    },
  }),
  "position-expired": problem<Positioned>({
    status: 409,
    title: { zh: "权利已到期", en: "Right expired" },
    detail: {
      zh: "{account} 的 {instrument} 有效期已届满，不能质押或冻结（{source}）。",
      en: "{instrument} of {account} is past its last month and can't be pledged or frozen ({source}).",
    },
  }),
  "exceeds-free": problem<
    Positioned & {
      readonly quantity: Decimal;
      readonly free: Decimal;
      readonly pledged: Decimal;
      readonly frozen: Decimal;
    }
  >({
    status: 409,
    title: { zh: "超过可用数量", en: "More than is free" },
    detail: {
      zh: "需 {quantity}，而 {account} 的 {instrument} 可用 {free}（已质押 {pledged}，已冻结 {frozen}）（{source}）。请减少数量，或经披露在先顺位后加入已有份额（sliceId）。",
      en: "This takes {quantity}; {free} of {instrument} of {account} is free ({pledged} pledged, {frozen} frozen) ({source}). Reduce it, or join a slice behind those who stand there (sliceId).",
    },
  }),
  "finer-than-unit": problem<{ readonly instrument: string; readonly quantity: Decimal; readonly places: number }>({
    status: 422,
    title: { zh: "数量精度过细", en: "Finer than the unit" },
    detail: {
      zh: "{instrument} 的数量至多 {places} 位小数，{quantity} 过细。请按该品种的计量单位填写。",
      en: "Quantities of {instrument} have {places} decimals at most; {quantity} is finer. Give it in the unit of the instrument.",
    },
  }),
  "slice-unknown": problem<{ readonly account: string; readonly instrument: string; readonly sliceId: string }>({
    status: 409,
    title: { zh: "份额不存在", en: "No such slice" },
    detail: {
      zh: "{account} 的 {instrument} 上没有份额 {sliceId}（可能已结束或已拆分）。请重新查询登记簿。",
      en: "There is no slice {sliceId} on {instrument} of {account}; it may have ended or been divided. Search the register again.",
    },
  }),
  frozen: problem<Positioned & { readonly sliceId: string; readonly freezeId: string }>({
    status: 409,
    title: { zh: "已被司法冻结", en: "Frozen by a court" },
    detail: {
      zh: "{account} 的 {instrument} 份额 {sliceId} 已被冻结（{freezeId}），不得再质押、转让或折价受让（{source}）。请待冻结解除。",
      en: "Slice {sliceId} on {instrument} of {account} is frozen ({freezeId}): it can't be pledged, moved or taken over ({source}). Wait until the freeze is lifted.",
    },
  }),
  "being-enforced": problem<Positioned & { readonly sliceId: string; readonly enforcementId: string }>({
    status: 409,
    title: { zh: "正在实现质权", en: "Being enforced" },
    detail: {
      zh: "{account} 的 {instrument} 份额 {sliceId} 正在实现质权（{enforcementId}；{source}）。请待其结束。",
      en: "Slice {sliceId} on {instrument} of {account} is being enforced ({enforcementId}; {source}). Wait until that has ended.",
    },
  }),
  "senior-undisclosed": problem<Ruled & { readonly sliceId: string; readonly undisclosed: readonly string[] }>({
    status: 409,
    title: { zh: "未接受在先顺位", en: "Seniors not accepted" },
    detail: {
      zh: "份额 {sliceId} 上已有在先登记 {undisclosed}，未列入 acceptedSeniors（{source}）。请查询登记簿，知悉并列出全部在先登记号。",
      en: "Slice {sliceId} has the earlier registrations {undisclosed}, which acceptedSeniors does not name ({source}). Search the register and accept all of them by number.",
    },
  }),
  "unpaid-fee": problem<Ruled & { readonly because: string }>({
    status: 409,
    title: { zh: "有偿使用费未缴清", en: "Use fee not paid" },
    detail: {
      zh: "不得质押：{because}（{source}）。请缴清有偿使用费后再办理。",
      en: "This can't be pledged: {because} ({source}). Pay the use fee first.",
    },
  }),
  excluded: problem<Ruled & { readonly rule: string; readonly because: string }>({
    status: 409,
    title: { zh: "属于排除情形", en: "Excluded from being pledged" },
    detail: {
      zh: "不得质押：{because}（{source}）。情形消除后方可办理。",
      en: "This can't be pledged: {because} ({source}). It can once that has ended.",
    },
  }),
  "register-full": problem<{ readonly account: string; readonly instrument: string; readonly most: number }>({
    status: 409,
    title: { zh: "登记簿已满", en: "Register full" },
    detail: {
      zh: "{account} 的 {instrument} 上的份额、份额上的质押或登记已达上限（{most} 个）。请先注销已清偿的质押，或就整个份额办理。",
      en: "{instrument} of {account} has as many slices, or as many pledges or lines on them, as a register takes ({most} at most). Cancel what is repaid first, or name whole slices.",
    },
  }),
  "ltv-exceeded": problem<Ruled & { readonly amountCny: Decimal; readonly largestCny: Decimal; readonly loanToValue: Decimal }>({
    status: 422,
    title: { zh: "超过质押率", en: "Above the loan-to-value ratio" },
    detail: {
      zh: "担保金额 {amountCny} 元超过评估值乘以质押率 {loanToValue} 所得的上限 {largestCny} 元（{source}）。请减少金额或增加质押物。",
      en: "{amountCny} CNY is more than {largestCny} CNY, the appraised value times {loanToValue} ({source}). Reduce the amount or pledge more.",
    },
  }),
  "term-reversed": problem<Ruled & { readonly from: string; readonly until: string }>({
    status: 422,
    title: { zh: "期限颠倒", en: "Term reversed" },
    detail: {
      zh: "债务起始日 {from} 晚于到期日 {until}，或到期日已过（{source}）。请更正期限。",
      en: "The debt begins on {from} and ends on {until}, which is before it or past ({source}). Correct the term.",
    },
  }),
  "term-beyond-right": problem<Ruled & { readonly until: string; readonly lastDay: string; readonly instrument: string }>({
    status: 422,
    title: { zh: "超过权利有效期", en: "Beyond the term of the right" },
    detail: {
      zh: "债务至 {until} 到期，晚于 {instrument} 的最后有效日 {lastDay}（{source}）。请缩短期限或更换质押物。",
      en: "The debt ends on {until}, after {lastDay}, the last day of {instrument} ({source}). Shorten it or pledge something else.",
    },
  }),
  "term-too-long": problem<Ruled & { readonly until: string; readonly lastDay: string; readonly months: number }>({
    status: 422,
    title: { zh: "期限过长", en: "Term too long" },
    detail: {
      zh: "债务至 {until} 到期；该类资产最长 {months} 个月，即至 {lastDay}（{source}）。请缩短期限。",
      en: "The debt ends on {until}; the longest term for this kind of asset is {months} months, to {lastDay} ({source}). Shorten it.",
    },
  }),
  "pledgor-unknown": problem<{ readonly pledgorId: string; readonly account: string }>({
    status: 422,
    title: { zh: "出质人不持有该账户", en: "Not an account of the pledgor" },
    detail: {
      zh: "账户 {account} 不属于会员 {pledgorId}，或该会员不存在。请核对出质人和账户。",
      en: "The account {account} is not of the member {pledgorId}, or there is no such member. Check both.",
    },
  }),
  "debtor-code-invalid": problem<{ readonly creditCode: string }>({
    status: 422,
    title: { zh: "债务人代码无效", en: "Credit code of the debtor invalid" },
    detail: {
      zh: "{creditCode} 不是有效的统一社会信用代码（GB 32100-2015）。请核对 18 位大写字符及校验码。",
      en: "{creditCode} is no valid unified social credit code (GB 32100-2015). Check its 18 upper-case characters and the check digit.",
    },
  }),
  "date-in-future": problem<{ readonly date: string; readonly today: string }>({
    status: 422,
    title: { zh: "日期在将来", en: "Date in the future" },
    detail: {
      zh: "合同或评估日期 {date} 晚于今日 {today}。请更正。",
      en: "The day {date} of the contract or the appraisal is after today, {today}. Correct it.",
    },
  }),
  "position-twice": problem<{ readonly account: string; readonly instrument: string }>({
    status: 422,
    title: { zh: "同一部分重复", en: "The same part twice" },
    detail: {
      zh: "{account} 的 {instrument} 的同一部分列了两次。请合并为一行。",
      en: "The same part of {instrument} of {account} is named twice. Name it once.",
    },
  }),
  "not-confirmed": problem<Ruled & { readonly pledgeId: string }>({
    status: 409,
    title: { zh: "出质人尚未确认", en: "Not confirmed by the pledgor" },
    detail: {
      zh: "质押 {pledgeId} 尚未经出质人确认，不能登记（{source}）。请待出质人确认。",
      en: "The pledgor has not confirmed {pledgeId}, so it can't be registered ({source}). Wait for the confirmation.",
    },
  }),
  "release-exceeds-pledged": problem<Ruled & { readonly sliceId: string; readonly quantity: Decimal; readonly pledged: Decimal }>({
    status: 409,
    title: { zh: "超过已质押数量", en: "More than is pledged" },
    detail: {
      zh: "拟解除 {quantity}，份额 {sliceId} 仅 {pledged}（{source}）。请减少数量。",
      en: "This releases {quantity}; the slice {sliceId} has {pledged} ({source}). Reduce it.",
    },
  }),
  "release-leaves-nothing": problem<Ruled & { readonly pledgeId: string }>({
    status: 409,
    title: { zh: "解除后无质押物", en: "Nothing would stay pledged" },
    detail: {
      zh: "部分解除后质押 {pledgeId} 将无质押物（{source}）。全部解除请办理注销。",
      en: "Nothing of {pledgeId} would stay pledged ({source}). Cancel the pledge to release all of it.",
    },
  }),
  ...payerProblems,
} as const satisfies ProblemTable;

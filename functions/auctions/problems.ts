import type { Decimal } from "../../shared/kernel/decimal.ts";
import { stateNamesOf } from "../../shared/kernel/lifecycle.ts";
import type { NotFound } from "../../shared/kernel/outcome.ts";
import { type ProblemTable, problem, type RefusalOf } from "../../shared/kernel/problem.ts";
import { type LicenceSource, licenceSources } from "../../shared/members/licence-rules.ts";
import { exclusionNames } from "../../shared/members/vocabulary.ts";
import { permitIssueProblems } from "../../shared/permits/issue.ts";
import { auctionsLifecycles } from "./lifecycles.ts";
import { limitProblems } from "./sale/limit-problems.ts";

/** A rule, by where it is written. */
interface Sourced {
  readonly source: string;
}

/** What a lot has in common with the enforcement whose tonnes it sells. */
const lotRules = {
  state: { zh: "状态", en: "state" },
  instrument: { zh: "品种和有效期", en: "instrument and term" },
  quantity: { zh: "数量", en: "quantity" },
  seller: { zh: "出让方为出质人", en: "the seller is the pledgor" },
  sourceClass: { zh: "排放源类别", en: "source class" },
  thermalPower: { zh: "火电", en: "thermal power" },
} as const;
/** One of them. */
export type LotRule = keyof typeof lotRules;

/** Refusals about auctions, in addition to the common problems. */
export const auctionsProblems = {
  ...permitIssueProblems,
  "schedule-invalid": problem<{ readonly rule: string; readonly earliest: string; readonly latest: string }>({
    status: 422,
    title: { zh: "时间安排不符合规定", en: "Schedule not allowed" },
    detail: {
      zh: "时间安排违反规则：{rule}。时间须在 {earliest} 至 {latest} 之间。",
      en: "The schedule breaks the rule: {rule}. Its times lie between {earliest} and {latest}.",
    },
  }),
  "reserve-price-off-tick": problem<{ readonly priceTick: Decimal }>({
    status: 422,
    title: { zh: "底价不合最小变动价位", en: "Reserve price off the tick" },
    detail: { zh: "底价须为 {priceTick} 的整数倍。", en: "The reserve price must be a multiple of {priceTick}." },
  }),
  "reserve-below-base": problem<{ readonly reservePrice: Decimal; readonly basePrice: Decimal }>({
    status: 422,
    title: { zh: "底价低于基准价", en: "Reserve price below the base price" },
    detail: {
      zh: "底价 {reservePrice} 低于基准价 {basePrice}。请在 reservePrice.documentNumber 中注明准予低于基准价的文件文号。",
      en: "The reserve price {reservePrice} is below the base price {basePrice}. Name the document that allows it in `reservePrice.documentNumber`.",
    },
  }),
  "term-out-of-bounds": problem<{
    readonly firstMonth: string;
    readonly lastMonth: string;
    readonly earliest: string;
    readonly latest: string;
    readonly termMonths: number;
  }>({
    status: 422,
    title: { zh: "有效期超出范围", en: "Term out of bounds" },
    detail: {
      zh: "有效期 {firstMonth} 至 {lastMonth} 超出范围：须在 {earliest} 至 {latest} 之间开始，且不超过 {termMonths} 个月。",
      en: "The term {firstMonth} to {lastMonth} is out of bounds: it must begin between {earliest} and {latest} and have at most {termMonths} months.",
    },
  }),
  "term-over": problem<{ readonly lastMonth: string }>({
    status: 422,
    title: { zh: "有效期已过", en: "Term already over" },
    detail: { zh: "有效期止于 {lastMonth}，早于成交日。", en: "The term ends with {lastMonth}, before the sale closes." },
  }),
  "lot-not-pledged": problem<{ readonly enforcementId: string; readonly rule: LotRule; readonly wanted: string; readonly pledged: string }>(
    {
      status: 409,
      title: { zh: "标的与质权实现不符", en: "Not what the enforcement is about" },
      detail: {
        zh: "标的与质权实现 {enforcementId} 不符（{rule}）：公告为 {wanted}，质权实现为 {pledged}。",
        en: "The lot is not what the enforcement {enforcementId} is about ({rule}): {wanted} announced, {pledged} there.",
      },
      words: { rule: lotRules },
    },
  ),
  "lot-frozen": problem<{ readonly enforcementId: string }>({
    status: 409,
    title: { zh: "标的已被冻结", en: "Lot frozen" },
    detail: {
      zh: "质权实现 {enforcementId} 的标的已被司法冻结，不得出让。",
      en: "The tonnes of the enforcement {enforcementId} are frozen by a court and must not be sold.",
    },
  }),
  "lot-on-sale": problem<{ readonly enforcementId: string }>({
    status: 409,
    title: { zh: "标的已公告出让", en: "Announced already" },
    detail: {
      zh: "质权实现 {enforcementId} 的标的已公告出让，每次质权实现出让一次。",
      en: "A sale of the tonnes of the enforcement {enforcementId} was announced already; there is one for each.",
    },
  }),
  "auction-not-running": problem<{ readonly state: string }>({
    status: 409,
    title: { zh: "拍卖未在进行", en: "Auction not running" },
    detail: { zh: "拍卖当前状态为 {state}，不能进行此操作。", en: "The auction is {state}; this is possible only before it closes." },
  }),
  "enrolment-closed": problem<{ readonly enrolsUntil: string }>({
    status: 409,
    title: { zh: "报名已截止", en: "Enrolment closed" },
    detail: { zh: "报名已于 {enrolsUntil} 截止。", en: "Enrolment ended at {enrolsUntil}." },
  }),
  "member-excluded": problem<Sourced & { readonly exclusions: readonly string[] }>({
    status: 409,
    title: { zh: "列入限制名单", en: "On an exclusion list" },
    detail: {
      zh: "贵单位列入限制名单：{exclusions}（{source}）。移出名单后方可报名。",
      en: "Your organisation is on the list {exclusions} ({source}). It may enrol once it has been taken off.",
    },
    words: { exclusions: exclusionNames },
  }),
  "site-not-confirmed": problem<{ readonly siteId: string }>({
    status: 409,
    title: { zh: "场所未经确认", en: "Site not confirmed" },
    detail: {
      zh: "场所 {siteId} 尚未经生态环境主管部门确认（或变更后待重新确认），暂不能报名。",
      en: "The bureau has not confirmed the site {siteId}, or it was changed since. You can enrol once it is confirmed.",
    },
  }),
  "licence-expired": problem<{
    readonly licenceNumber: string;
    readonly licenceValidUntil: string;
    readonly source: LicenceSource;
    readonly unlessSource: LicenceSource;
  }>({
    status: 409,
    title: { zh: "排污许可证已过期", en: "Licence expired" },
    detail: {
      zh: "排污许可证 {licenceNumber} 现不在有效期内（至 {licenceValidUntil}），也没有按期申请而待决定的延续（{source}；{unlessSource}）。",
      en: "The discharge licence {licenceNumber} is not in force (valid until {licenceValidUntil}), and no renewal applied for in time is undecided ({source}; {unlessSource}).",
    },
    words: { source: licenceSources, unlessSource: licenceSources },
  }),
  ...limitProblems,
  "need-not-for-site": problem<Sourced & { readonly project: string; readonly pollutant: string }>({
    status: 409,
    title: { zh: "无该场所的核定需求", en: "No certified need for this site" },
    detail: {
      zh: "该场所没有项目 {project} 的 {pollutant} 核定需求（{source}）。请先向生态环境主管部门申请核定。",
      en: "This site has no certified need for {pollutant} in project {project} ({source}). Ask the bureau to certify it first.",
    },
  }),
  "off-step": problem<Sourced & { readonly quantity: Decimal; readonly quantityStep: Decimal }>({
    status: 422,
    title: { zh: "数量不合最小变动数量", en: "Quantity off the step" },
    detail: {
      zh: "数量 {quantity} 须为 {quantityStep} 的整数倍（{source}）。",
      en: "The quantity {quantity} must be a multiple of {quantityStep} ({source}).",
    },
  }),
  "above-lot": problem<Sourced & { readonly tonnes: Decimal; readonly quantity: Decimal }>({
    status: 422,
    title: { zh: "数量超过标的", en: "More than the lot" },
    detail: {
      zh: "报名数量 {tonnes} 超过标的数量 {quantity}（{source}）。",
      en: "{tonnes} tonnes are more than the {quantity} on sale ({source}).",
    },
  }),
  "need-too-small": problem<Sourced & { readonly tonnes: Decimal; readonly project: string }>({
    status: 409,
    title: { zh: "核定需求不足", en: "Need too small" },
    detail: {
      zh: "项目 {project} 可用的核定需求不足 {tonnes} 吨（可能已在其他拍卖报名；{source}）。",
      en: "The need of project {project} has less than {tonnes} tonnes free; some may be enrolled in another auction ({source}).",
    },
  }),
  "deposit-not-covered": problem<{ readonly deposit: Decimal }>({
    status: 409,
    title: { zh: "资金不足以缴纳保证金", en: "Deposit not covered" },
    detail: {
      zh: "保证金 {deposit} 元，可用资金不足。请先入金。",
      en: "The deposit is {deposit} CNY and your available cash is less. Fund your cash position first.",
    },
  }),
  "already-enrolled": problem<{ readonly enrolmentId: string }>({
    status: 409,
    title: { zh: "已报名", en: "Already enrolled" },
    detail: {
      zh: "贵单位已报名（{enrolmentId}）。每场拍卖每单位报名一次。",
      en: "You are already enrolled in this auction ({enrolmentId}); each member enrols once.",
    },
  }),
  "auction-not-open": problem<{ readonly opensAt: string; readonly closesAt: string; readonly now: string }>({
    status: 409,
    title: { zh: "不在报价时间内", en: "Not open for bids" },
    detail: {
      zh: "报价时间为 {opensAt} 至 {closesAt}，服务器时间为 {now}。",
      en: "Bids are taken from {opensAt} until {closesAt}; the server's time was {now}.",
    },
  }),
  "not-enrolled": problem({
    status: 409,
    title: { zh: "未报名", en: "Not enrolled" },
    detail: { zh: "请先在报名截止前报名。", en: "Enrol first, before enrolment ends." },
  }),
  "too-many-steps": problem<{ readonly maximumSteps: number }>({
    status: 422,
    title: { zh: "报价档数过多", en: "Too many price steps" },
    detail: { zh: "每次报价最多 {maximumSteps} 档。", en: "A bid has at most {maximumSteps} price steps." },
  }),
  "off-tick": problem<{ readonly price: Decimal; readonly priceTick: Decimal }>({
    status: 422,
    title: { zh: "价格不合最小变动价位", en: "Price off the tick" },
    detail: { zh: "价格 {price} 须为 {priceTick} 的整数倍。", en: "The price {price} must be a multiple of {priceTick}." },
  }),
  "below-reserve-price": problem<{ readonly price: Decimal; readonly reservePrice: Decimal }>({
    status: 422,
    title: { zh: "低于底价", en: "Below the reserve price" },
    detail: {
      zh: "价格 {price} 低于公布的底价 {reservePrice}。",
      en: "The price {price} is below the published reserve price {reservePrice}.",
    },
  }),
  "above-enrolled-tonnes": problem<{ readonly wanted: Decimal; readonly enrolled: Decimal }>({
    status: 422,
    title: { zh: "超过报名数量", en: "More than enrolled" },
    detail: {
      zh: "各档合计 {wanted} 吨，超过报名数量 {enrolled} 吨。",
      en: "The steps add up to {wanted} tonnes; you enrolled {enrolled}.",
    },
  }),
  "revision-not-allowed": problem<{ readonly rule: string }>({
    status: 409,
    title: { zh: "不允许修改或撤回", en: "Revision not allowed" },
    detail: { zh: "本场拍卖的改价规则为 {rule}。", en: "The revision rule of this auction is {rule}." },
  }),
  "too-many-quotes": problem<{ readonly maximumQuotes: number }>({
    status: 409,
    title: { zh: "报价次数已用完", en: "No quotes left" },
    detail: {
      zh: "本场拍卖最多报价 {maximumQuotes} 次，最后一次有效。",
      en: "This auction allows {maximumQuotes} quotes; the last one counts.",
    },
  }),
  "bid-lowered": problem<{ readonly price: Decimal }>({
    status: 409,
    title: { zh: "只能加价", en: "Bids may only be raised" },
    detail: {
      zh: "在价格 {price} 及以上，新报价的数量少于原报价。",
      en: "At {price} and above, the new bid asks for less than the one it replaces.",
    },
  }),
  "nothing-due": problem({
    status: 409,
    title: { zh: "没有待缴款", en: "Nothing due" },
    detail: { zh: "贵单位在本场拍卖没有待缴款的成交。", en: "You have no unpaid award in this auction." },
  }),
  "payment-overdue": problem<{ readonly payBy: string }>({
    status: 409,
    title: { zh: "已过缴款期限", en: "Payment overdue" },
    detail: {
      zh: "缴款期限为 {payBy}，已经过期。期限前入账的款项仍可抵缴；期限所在银行日结账后仍未缴清的，按违约处理。",
      en: "Payment was due by {payBy}. Money credited before then still counts; what it does not cover is in default once the bank day of the deadline is closed.",
    },
  }),
  "cash-not-covered": problem<{ readonly toPay: Decimal }>({
    status: 409,
    title: { zh: "资金不足", en: "Cash not covered" },
    detail: {
      zh: "需缴 {toPay} 元，可用资金不足。请先入金。",
      en: "{toPay} CNY are due and your available cash is less. Fund your cash position first.",
    },
  }),
  "not-settled": problem<{ readonly state: string }>({
    status: 409,
    title: { zh: "尚未交割", en: "Not settled" },
    detail: {
      zh: "成交状态为 {state}，交割后出具成交确认单。",
      en: "The award is {state}; its confirmation sheet exists once it is settled.",
    },
  }),
  "not-ended": problem<{ readonly state: string }>({
    status: 409,
    title: { zh: "拍卖尚未结束", en: "Not ended" },
    detail: { zh: "拍卖状态为 {state}，结束后公布。", en: "The auction is {state}; this is published once it has ended." },
  }),
  "result-objections-closed": problem<{ readonly until: string; readonly documentNumber: string }>({
    status: 409,
    title: { zh: "异议期已过", en: "Objections closed" },
    detail: {
      zh: "对成交结果的异议须在 {until} 前提出（出让公告 {documentNumber}，异议期）。",
      en: "Objections to the result were taken until {until} (announcement {documentNumber}, working days for objections).",
    },
  }),
  "result-objection-exists": problem<{ readonly raisedAt: string }>({
    status: 409,
    title: { zh: "已提出异议", en: "Objection exists" },
    detail: {
      zh: "贵单位已于 {raisedAt} 对本场结果提出异议，请等待答复。",
      en: "Your organisation objected to this result at {raisedAt}. Wait for the answer.",
    },
  }),
  "result-objection-answered": problem<{ readonly state: string }>({
    status: 409,
    title: { zh: "异议已答复", en: "Objection answered" },
    detail: { zh: "该异议此前已答复：{state}。", en: "The objection was answered before: {state}." },
    words: { state: stateNamesOf(auctionsLifecycles.objection) },
  }),
  "book-too-large": problem<{ readonly bytes: number }>({
    status: 409,
    title: { zh: "报价册过大", en: "Book too large" },
    detail: { zh: "报价册共 {bytes} 字节，请从存储桶下载。", en: "The book has {bytes} bytes; fetch it from the bucket." },
  }),
} as const satisfies ProblemTable;

/** Any refusal of auctions. */
export type AuctionsRefusal = RefusalOf<typeof auctionsProblems> | NotFound;

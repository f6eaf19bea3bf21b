import type { Decimal } from "../../shared/kernel/decimal.ts";
import { lifecycleProblemsOf } from "../../shared/kernel/lifecycle.ts";
import type { NotFound } from "../../shared/kernel/outcome.ts";
import { type ProblemTable, problem, type RefusalOf } from "../../shared/kernel/problem.ts";
import { poolChangeProblems } from "../../shared/permits/pool-change.ts";
import { surplusLifecycles } from "./lifecycles.ts";

/** A rule, by the document and article in which it stands. */
interface Ruled {
  readonly source: string;
}

/** How texts name a site. */
interface SiteNames {
  readonly siteId: string;
  readonly siteName: string;
  readonly licenceNumber: string;
}

/** Refusals about surplus, buy-back and recovery, in addition to the common problems. */
export const surplusProblems = {
  ...poolChangeProblems,
  ...lifecycleProblemsOf(surplusLifecycles),
  "holder-has-no-such-permit": problem<{ readonly siteId: string; readonly instrument: string }>({
    status: 422,
    title: { zh: "场所无此排污权", en: "No such permit at the site" },
    detail: {
      zh: "场所 {siteId} 不持有排污权 {instrument}，或其期限已届满。请从场所持仓中选择。",
      en: "The site {siteId} holds no permit {instrument}, or its term is over. Choose one from the site's holdings.",
    },
  }),
  "reduction-outside-term": problem<Ruled & { readonly startMonth: string; readonly lastMonth: string }>({
    status: 422,
    title: { zh: "减排起始月晚于期限", en: "Reduction begins after the term" },
    detail: {
      zh: "减排自 {startMonth} 起，而该排污权于 {lastMonth} 期满，无富余可认定（{source}）。",
      en: "The reduction begins in {startMonth}, the permit ends with {lastMonth}: there is no surplus to certify ({source}).",
    },
  }),
  "reduction-not-begun": problem<Ruled & { readonly startMonth: string; readonly month: string }>({
    status: 409,
    title: { zh: "减排尚未开始", en: "Reduction not begun" },
    detail: {
      zh: "减排自 {startMonth} 起，当前为 {month}。减排开始前场所仍需要该排污权（{source}）。",
      en: "The reduction begins in {startMonth}, and it is {month}: until then the site needs its permit ({source}).",
    },
  }),
  "surplus-not-free": problem<
    Ruled & { readonly tonnes: Decimal; readonly available: Decimal; readonly covered: Decimal; readonly held: Decimal }
  >({
    status: 409,
    title: { zh: "无足够已缴费且无负担的排污权", en: "Not enough paid and unencumbered tonnes" },
    detail: {
      zh: "所需 {tonnes} 吨；场所可用 {available} 吨，其中其他证书仍覆盖 {covered} 吨，另有 {held} 吨未缴费、质押、冻结或已储存。仅已缴费且无负担者可认定和储存（{source}）。",
      en: "This takes {tonnes} tonnes; the site has {available} free, of which other certificates still cover {covered}, and {held} unpaid, pledged, frozen or stored. Only paid and unencumbered tonnes are certified and stored ({source}).",
    },
  }),
  "fee-debt": problem<Ruled & { readonly siteId: string; readonly instrument: string }>({
    status: 409,
    title: { zh: "使用费欠缴", en: "Use fee owed" },
    detail: {
      zh: "场所 {siteId} 的排污权 {instrument} 因完税证明被冲销而欠缴使用费：补缴前不予储存，也不予有偿回购或收回（{source}）。",
      en: "The site {siteId} owes the use fee of the permit {instrument} since a certificate of the tax office was reversed: until it is paid nothing of it is stored, or paid for ({source}).",
    },
  }),
  "above-certificate": problem<Ruled & { readonly tonnes: Decimal; readonly open: Decimal }>({
    status: 409,
    title: { zh: "超过认定量", en: "More than certified" },
    detail: {
      zh: "所填 {tonnes} 吨，证书尚未储存的为 {open} 吨。仅经主管部门认定的富余可储存（{source}）。",
      en: "{tonnes} tonnes are asked for, {open} of the certificate are not stored yet. Only certified surplus is stored ({source}).",
    },
  }),
  "permit-term-over": problem<Ruled & { readonly instrument: string }>({
    status: 409,
    title: { zh: "期限内已无未开始的月份", en: "No month left" },
    detail: {
      zh: "排污权 {instrument} 没有尚未开始的月份，无可回购（{source}）。",
      en: "No month of the permit {instrument} is left to begin, so there is nothing to buy back ({source}).",
    },
  }),
  "above-stored": problem<{ readonly tonnes: Decimal; readonly stored: Decimal }>({
    status: 409,
    title: { zh: "超过储存量", en: "More than stored" },
    detail: { zh: "所填 {tonnes} 吨，仍储存 {stored} 吨。", en: "{tonnes} tonnes are asked for, {stored} are still stored." },
  }),
  "no-buy-back-price": problem<Ruled & { readonly pool: string; readonly pollutant: string }>({
    status: 409,
    title: { zh: "尚无回购价", en: "No buy-back price" },
    detail: {
      zh: "{pool} 的 {pollutant} 尚未公布回购价，请先由主管部门公布（{source}）。",
      en: "No buy-back price of {pollutant} is published for {pool}. The bureau publishes one first ({source}).",
    },
  }),
  "buy-back-price-changed": problem<{ readonly priceVersion: number; readonly version: number; readonly price: Decimal }>({
    status: 409,
    title: { zh: "回购价已变更", en: "Price has changed" },
    detail: {
      zh: "您接受的是第 {priceVersion} 版回购价，现行为第 {version} 版：{price} 元/吨·年。请按现行价格重新提交。",
      en: "You accepted version {priceVersion}; the standing price is version {version}: {price} CNY per tonne and year. Accept that one.",
    },
  }),
  "buy-back-fund-too-small": problem<Ruled & { readonly required: Decimal; readonly available: Decimal }>({
    status: 409,
    title: { zh: "回购资金不足", en: "Fund too small" },
    detail: {
      zh: "需支付 {required} 元，回购资金现有 {available} 元。请减少数量，或由主管部门先注入资金（{source}）。",
      en: "This costs {required} CNY, and the fund has {available}. Offer less, or have the bureau fund it first ({source}).",
    },
  }),
  "treasury-too-small": problem<{ readonly required: Decimal; readonly available: Decimal }>({
    status: 409,
    title: { zh: "国库账户余额不足", en: "Treasury too small" },
    detail: {
      zh: "拟注入 {required} 元，国库主账户现有 {available} 元。",
      en: "{required} CNY are asked for, and the treasury's main account has {available}.",
    },
  }),
  "city-only": problem<{ readonly area: string }>({
    status: 403,
    title: { zh: "仅限市级", en: "For the city only" },
    detail: { zh: "回购资金由市级主管部门管理，您的辖区是 {area}。", en: "The city's bureau keeps the fund; your area is {area}." },
  }),
  "recovery-open": problem<Ruled & SiteNames & { readonly recoveryId: string }>({
    status: 409,
    title: { zh: "收回正在进行", en: "Recovery going on" },
    detail: {
      zh: "场所“{siteName}”（许可证 {licenceNumber}）已有进行中的收回 {recoveryId}，其余部分解除负担后由其继续收回（{source}）。",
      en: "The recovery {recoveryId} of the site “{siteName}” (licence {licenceNumber}) is going on; it takes the rest as it becomes free ({source}).",
    },
  }),
  "nothing-to-recover": problem<Ruled & SiteNames>({
    status: 409,
    title: { zh: "无可收回的排污权", en: "Nothing to recover" },
    detail: {
      zh: "场所“{siteName}”（许可证 {licenceNumber}）没有期限内的排污权可收回（{source}）。",
      en: "The site “{siteName}” (licence {licenceNumber}) holds no permits whose term is not over ({source}).",
    },
  }),
  "permit-was-paid": problem<
    Ruled & { readonly feeSource: string; readonly instrument: string; readonly allocationId: string; readonly siteId: string }
  >({
    status: 409,
    title: { zh: "该排污权已缴使用费", en: "Permit was paid for" },
    detail: {
      zh: "场所 {siteId} 的 {instrument} 系由定额出让 {allocationId} 缴纳使用费取得（{feeSource}），不得无偿收回（{source}）。请列入 `paidPermits`。",
      en: "The site {siteId} got {instrument} by the allocation {allocationId} for a use fee ({feeSource}); it is not recovered free of charge ({source}). List it in `paidPermits`.",
    },
  }),
  "cut-above-held": problem<Ruled & { readonly tonnes: Decimal; readonly holds: Decimal }>({
    status: 409,
    title: { zh: "核减量超过持有量", en: "Cut above what is held" },
    detail: {
      zh: "拟核减 {tonnes} 吨，场所持有 {holds} 吨（{source}）。",
      en: "The cut is {tonnes} tonnes, the site holds {holds} ({source}).",
    },
  }),
} as const satisfies ProblemTable;

/** Any refusal of surplus. */
export type SurplusRefusal = RefusalOf<typeof surplusProblems> | NotFound;

import { areas } from "../../../shared/kernel/areas.ts";
import { type ProblemTable, problem, type Words } from "../../../shared/kernel/problem.ts";

/** Which price a refusal is about. */
interface OfBaseline {
  readonly item: string;
  readonly area: string;
}
/** Names of areas, as people read them. */
export const areaNames: Words = Object.fromEntries(areas.map(({ code, zh, en }) => [code, { zh, en }]));
const words = { area: areaNames };

/** Refusals of baseline prices. */
export const baselineProblems = {
  "price-area-of-others": problem<{ readonly area: string; readonly wanted: string }>({
    status: 403,
    title: { zh: "不属本辖区", en: "Area of others" },
    detail: {
      zh: "{wanted}的基准价由该区域的主管部门或交易所公布；贵单位管辖{area}。",
      en: "Baseline prices of {wanted} are published by its authority or the exchange; yours is {area}.",
    },
    words: { area: areaNames, wanted: areaNames },
  }),
  "effective-before-period": problem<{ readonly period: string; readonly effectiveOn: string; readonly earliest: string }>({
    status: 422,
    title: { zh: "生效日早于期间", en: "In effect before its period" },
    detail: {
      zh: "{period} 的基准价最早自 {earliest} 起生效，不能自 {effectiveOn} 起。可提前公布，但自生效日起适用。",
      en: "A baseline price of {period} takes effect on {earliest} or later, not on {effectiveOn}. It may be published before, and counts from its effective date.",
    },
  }),
  "baseline-published": problem<OfBaseline & { readonly period: string; readonly version: number; readonly priceCny: string }>({
    status: 409,
    title: { zh: "该期基准价已公布", en: "Already published for the period" },
    detail: {
      zh: "{item} 在{area} {period} 的基准价已公布为 {priceCny} 元（第 {version} 版）。如有误，请以更正公布新版本。",
      en: "The baseline price of {item} in {area} for {period} is published with {priceCny} CNY (version {version}). If it is wrong, correct it.",
    },
    words,
  }),
  "effective-date-taken": problem<OfBaseline & { readonly effectiveOn: string; readonly period: string }>({
    status: 409,
    title: { zh: "生效日重复", en: "Effective date taken" },
    detail: {
      zh: "{item} 在{area}的另一期（{period}）基准价已自 {effectiveOn} 起生效；同一项目和区域的两期不能同日生效。请另择日期。",
      en: "The baseline price of {item} in {area} for {period} takes effect on {effectiveOn} already; two of an item and area never do on one day. Choose another day.",
    },
    words,
  }),
  "baseline-changed": problem<{ readonly priceId: string; readonly corrects: number; readonly version: number; readonly priceCny: string }>(
    {
      status: 409,
      title: { zh: "基准价已被更正", en: "Corrected meanwhile" },
      detail: {
        zh: "该基准价的现行版本为第 {version} 版（{priceCny} 元），不是第 {corrects} 版。请核对后更正现行版本。",
        en: "The current version of this baseline price is {version}, with {priceCny} CNY, not {corrects}. Look at it and correct that one.",
      },
    },
  ),
  "baseline-unchanged": problem<{ readonly priceId: string; readonly version: number }>({
    status: 422,
    title: { zh: "更正内容无变化", en: "Nothing is different" },
    detail: {
      zh: "更正的价格和文号与第 {version} 版相同。请填写更正后的内容。",
      en: "Price and document are those of version {version}. State what is different.",
    },
  }),
  "no-baseline-in-force": problem<OfBaseline & { readonly day: string }>({
    status: 404,
    title: { zh: "当日无基准价", en: "No baseline price in force" },
    detail: {
      zh: "{day} {item} 在{area}及其上级区域均无生效的基准价。",
      en: "On {day} no baseline price of {item} is in effect for {area} or an area around it.",
    },
    words,
  }),
} as const satisfies ProblemTable;

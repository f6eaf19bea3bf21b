import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";
import { areaNames } from "../baseline/problems.ts";

/** Refusals of the composite index. */
export const indexProblems = {
  "basket-form-differs": problem<{ readonly period: string; readonly basePeriod: string }>({
    status: 422,
    title: { zh: "期间形式不一致", en: "Another form of period" },
    detail: {
      zh: "该指数以 {basePeriod} 为基期，{period} 的形式与之不同。请采用相同形式的期间（年、季度或月份）。",
      en: "The base period of this index is {basePeriod}, and {period} has another form. Use a year, a quarter or a month as it does.",
    },
  }),
  "basket-not-after": problem<{ readonly period: string; readonly basketPeriod: string }>({
    status: 409,
    title: { zh: "期间不晚于现行权重", en: "Not after the basket before" },
    detail: {
      zh: "该指数现行权重自 {basketPeriod} 起采用，新权重不能在 {period} 衔接。请选择其后的期间。",
      en: "The current basket of this index counts from {basketPeriod}, and another can't be linked at {period}. Choose a later period.",
    },
  }),
  "base-price-missing": problem<{ readonly item: string; readonly area: string; readonly period: string }>({
    status: 409,
    title: { zh: "缺少当期基准价", en: "No price of the basket's period" },
    detail: {
      zh: "{item} 在{area}没有 {period} 的基准价。请先公布，或在 basePriceCny 中填写价格。",
      en: "No baseline price of {item} in {area} is published for {period}. Publish it, or state the price as basePriceCny.",
    },
    words: { area: areaNames },
  }),
} as const satisfies ProblemTable;

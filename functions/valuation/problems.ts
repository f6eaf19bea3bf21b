import { marketWords } from "../../shared/carbon/markets.ts";
import { type ProblemTable, problem, type RefusalOf } from "../../shared/kernel/problem.ts";
import { priceSourceNames } from "../../shared/valuation/price-sources.ts";
import { baselineProblems } from "./baseline/problems.ts";
import { mostErrors } from "./imports/limits.ts";
import { indexProblems } from "./index/problems.ts";

/** Which price a refusal is about. */
interface OfPrice {
  readonly market: string;
  readonly date: string;
  readonly source: string;
}
/** What is wrong with a file, and where. */
interface FileError {
  readonly line: number;
  readonly column: string;
  readonly zh: string;
  readonly en: string;
}
const words = { market: marketWords, source: priceSourceNames };

/** Refusals of valuation, in addition to the common problems. */
export const valuationProblems = {
  "price-in-future": problem<{ readonly date: string; readonly today: string }>({
    status: 422,
    title: { zh: "日期在将来", en: "Day to come" },
    detail: {
      zh: "{date} 晚于今日（{today}）：价格只能在成交日当日或之后登记。请核对日期。",
      en: "{date} is after today, {today}: a price is booked on its day or later. Check the day.",
    },
  }),
  "price-booked": problem<OfPrice & { readonly version: number; readonly priceCny: string; readonly volumeTonnes: string }>({
    status: 409,
    title: { zh: "该日价格已登记", en: "Price already booked" },
    detail: {
      zh: "{market} {date} 的价格（{source}）已登记为 {priceCny} 元、成交 {volumeTonnes} 吨（第 {version} 版）。如有误，请以更正登记新版本。",
      en: "The price of the {market} for {date}, {source}, is booked with {priceCny} CNY and {volumeTonnes} t (version {version}). If it is wrong, correct it.",
    },
    words,
  }),
  "price-unknown": problem<OfPrice>({
    status: 404,
    title: { zh: "没有可更正的价格", en: "No price to correct" },
    detail: {
      zh: "{market} {date} 没有“{source}”的价格。请直接登记。",
      en: "No price of the {market}, {source}, is booked for {date}. Book it instead.",
    },
    words,
  }),
  "price-changed": problem<OfPrice & { readonly corrects: number; readonly version: number; readonly priceCny: string }>({
    status: 409,
    title: { zh: "价格已被更正", en: "Price was corrected meanwhile" },
    detail: {
      zh: "该价格的现行版本为第 {version} 版（{priceCny} 元），不是第 {corrects} 版。请核对后更正现行版本。",
      en: "The current version of this price is {version}, with {priceCny} CNY, not {corrects}. Look at it and correct that one.",
    },
  }),
  "price-unchanged": problem<OfPrice & { readonly version: number }>({
    status: 422,
    title: { zh: "更正内容无变化", en: "Nothing corrected" },
    detail: {
      zh: "更正的价格、成交量和文号与第 {version} 版相同。请填写更正后的内容。",
      en: "Price, volume and document are those of version {version}. State what is different.",
    },
  }),
  "price-import-running": problem<{ readonly market: string; readonly importId: string }>({
    status: 409,
    title: { zh: "文件正在入账", en: "A file is being booked" },
    detail: {
      zh: "{market}的价格文件 {importId} 正在入账，完成前不能登记其他价格。请稍后再试。",
      en: "The file {importId} with prices of the {market} is being booked; nothing else is booked for it before. Try again in a moment.",
    },
    words: { market: words.market },
  }),
  "price-file-imported": problem<{ readonly importId: string }>({
    status: 409,
    title: { zh: "文件已导入", en: "File already imported" },
    detail: {
      zh: "同一文件已导入（{importId}），不能重复导入。如有误，请逐项更正。",
      en: "The same file is already imported as {importId}. If it is wrong, correct its prices one by one.",
    },
  }),
  "price-file-refused": problem<{ readonly errorCount: number; readonly lineErrors: readonly FileError[] }>({
    status: 422,
    title: { zh: "文件有误", en: "File refused" },
    detail: {
      zh: `文件有 {errorCount} 处错误，未登记任何价格；逐项见 lineErrors（至多列出 ${mostErrors} 处，line 为文件行号，表头为第 1 行）。改正后请重新导入整个文件。`,
      en: `The file has {errorCount} errors and none of its prices is booked. The first ${mostErrors} are listed in \`lineErrors\`, each with its line; the header is line 1. Correct them and import the whole file again.`,
    },
  }),
  "days-reversed": problem<{ readonly from: string; readonly until: string }>({
    status: 422,
    title: { zh: "起止日期颠倒", en: "Days reversed" },
    detail: { zh: "起始日 {from} 晚于截止日 {until}。请对调。", en: "The first day, {from}, is after the last, {until}. Swap them." },
  }),
  ...baselineProblems,
  ...indexProblems,
} as const satisfies ProblemTable;

/** Any refusal of valuation. */
export type ValuationRefusal = RefusalOf<typeof valuationProblems>;

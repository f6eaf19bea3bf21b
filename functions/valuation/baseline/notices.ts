import { areas } from "../../../shared/kernel/areas.ts";
import type { NoticeTexts } from "../../../shared/kernel/notice.ts";

/** Notices about baseline prices. */
export const baselineNotices = {
  texts: {
    "baseline-price-told": {
      kind: "baseline-price",
      heading: { zh: "基准价公布", en: "Baseline price published" },
      zh: "{item:asset}在{area:word}的 {period} 基准价{change:priceChange}，单位：{item:assetUnit}，自 {effectiveOn} 起适用（文号 {documentNumber}）。",
      en: "The baseline price of {item:asset} in {area:word} for {period} {change:priceChange} ({item:assetUnit}), and counts from {effectiveOn} ({documentNumber}).",
    },
  },
  words: {
    ...Object.fromEntries(areas.map(({ code, zh, en }) => [code, { zh, en }])),
    publishBaselinePrice: { zh: "公布基准价", en: "publishing a baseline price" },
    correctBaselinePrice: { zh: "更正基准价", en: "correcting a baseline price" },
  },
} as const satisfies NoticeTexts;

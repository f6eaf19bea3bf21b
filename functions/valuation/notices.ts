import type { NoticeTexts } from "../../shared/kernel/notice.ts";
import { baselineNotices } from "./baseline/notices.ts";
import { indexNotices } from "./index/notices.ts";

/** Notices that valuation sends to members. Prices of markets are no member's: about them are only requests that wait for a second person. */
export const valuationNotices = {
  texts: {
    ...baselineNotices.texts,
    ...indexNotices.texts,
  },
  words: {
    bookMarketPrice: { zh: "登记市场价格", en: "booking a market price" },
    correctMarketPrice: { zh: "更正市场价格", en: "correcting a market price" },
    importMarketPrices: { zh: "导入市场价格", en: "importing market prices" },
    ...baselineNotices.words,
    ...indexNotices.words,
  },
} as const satisfies NoticeTexts;

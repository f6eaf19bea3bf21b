import type { NoticeTexts } from "../../shared/kernel/notice.ts";

/** Prices are public and no member's: there are no notices but those about requests that wait for a second person. */
export const valuationNotices = {
  texts: {},
  words: {
    bookMarketPrice: { zh: "登记市场价格", en: "booking a market price" },
    correctMarketPrice: { zh: "更正市场价格", en: "correcting a market price" },
    importMarketPrices: { zh: "导入市场价格", en: "importing market prices" },
  },
} as const satisfies NoticeTexts;

import { defineLifecycle } from "../../shared/kernel/lifecycle.ts";

/** Lifecycles of valuation. */
export const valuationLifecycles = {
  /** A file of prices: checked whole before it is accepted, then booked page by page. */
  priceImport: defineLifecycle("price-import", {
    title: { zh: "行情数据导入", en: "Imported file of prices" },
    begins: "importMarketPrices",
    states: { accepted: { zh: "入账中", en: "Being booked" }, booked: { zh: "已入账", en: "Booked" } },
    terminal: ["booked"],
    transitions: [
      { from: "accepted", event: "bookPage", to: "accepted", guard: "pages are left" },
      { from: "accepted", event: "bookPage", to: "booked", guard: "none is left" },
    ],
  }),
} as const;

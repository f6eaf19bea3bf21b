import type { Examples } from "../../../shared/http/examples.ts";
import { story } from "../../story.ts";
import type { indexEndpoints } from "./contract.ts";

const indexId = "ezhou-permits";
const { city: area, afterwards: publishedAt } = story;
const cod = { item: "permit/COD/liangzi-lake", area };
const so2 = { item: "permit/SO2/ezhou", area };
const period = "2026-Q1";
const basket = {
  period,
  items: [
    { ...cod, weight: "0.4" },
    { ...so2, weight: "0.6" },
  ],
  documentNumber: "EZ-2026-23",
};
const published = { indexId, ...basket, publishedAt };
const point = (of: string, composite: string, [ofCod, ofSo2]: readonly [string, string]) => ({
  ...{ indexId, period: of, version: 1, composite },
  items: [
    { ...cod, index: ofCod },
    { ...so2, index: ofSo2 },
  ],
  ...{ carriedForward: [], basketPeriod: period, changes: [], publishedAt },
});
const second = point("2026-Q2", "104.11", ["102.39", "105.26"]);

/** Examples of the index: what permits cost, with the first quarter as 100. */
export const indexExamples: Examples<typeof indexEndpoints> = {
  publishBasket: { operator: { summary: "What the index is made of", params: { indexId }, body: basket, response: published } },
  listIndexes: {
    public: { summary: "All indexes", response: { items: [{ indexId, basePeriod: period, basketPeriod: period, baskets: 1 }] } },
  },
  listBaskets: { public: { summary: "Baskets of an index", params: { indexId }, response: { items: [published] } } },
  listIndexPoints: {
    public: {
      summary: "The index by period",
      params: { indexId },
      response: { items: [second, point(period, "100.00", ["100.00", "100.00"])] },
    },
  },
  listIndexVersions: {
    public: { summary: "Versions of a period", params: { indexId, period: "2026-Q2" }, response: { items: [second] } },
  },
};

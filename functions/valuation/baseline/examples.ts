import type { Examples } from "../../../shared/http/examples.ts";
import { story } from "../../story.ts";
import type { baselineEndpoints } from "./contract.ts";

const cod = "permit/COD/liangzi-lake";
const so2 = "permit/SO2/ezhou";
const { city: area, afterwards: publishedAt } = story;
const documentNumber = "EZ-2026-21";
const pricedMonths = 60;
const [quarter, next] = [
  { period: "2026-Q1", effectiveOn: "2026-01-01" },
  { period: "2026-Q2", effectiveOn: "2026-04-01" },
];

const first = { item: cod, area, ...quarter, priceCny: "8790", documentNumber };
const ahead = { item: cod, area, ...next, priceCny: "8900", documentNumber };
const correction = { priceCny: "9000", documentNumber: "EZ-2026-22" };
const reason = "a digit was misprinted";
const priceId = `permit.COD.liangzi-lake.${area}.2026-Q2`;
const published = { priceId: `permit.COD.liangzi-lake.${area}.2026-Q1`, ...first, version: 1, pricedMonths, publishedAt };
const publishedAhead = { priceId, ...ahead, previousPriceCny: "8790", version: 1, pricedMonths, publishedAt };
const corrected = { ...publishedAhead, ...correction, previousPriceCny: "8900", version: 2, correctionReason: reason };

/** Examples of baseline prices: those of COD and SO2 are published, those of the next quarter ahead, and one of them is corrected. */
export const baselineExamples: Examples<typeof baselineEndpoints> = {
  publishBaselinePrice: {
    operator: { summary: "The price of a quarter", body: first, response: published },
    ahead: { summary: "That of the next quarter, published ahead", by: "operator", body: ahead, response: publishedAhead },
    sulphur: { summary: "The price of another item", by: "operator", body: { ...first, item: so2, priceCny: "3990" } },
    sulphurAhead: { summary: "That of its next quarter", by: "operator", body: { ...ahead, item: so2, priceCny: "4200" } },
  },
  correctBaselinePrice: {
    operator: { summary: "A price was wrong", params: { priceId }, body: { ...correction, corrects: 1, reason }, response: corrected },
  },
  listBaselinePrices: {
    public: { summary: "Prices of an item", query: { item: cod, area }, response: { items: [corrected, published] } },
  },
  listBaselineVersions: {
    public: { summary: "Versions of a price", params: { priceId }, response: { items: [corrected, publishedAhead] } },
  },
  readBaselineInForce: {
    public: {
      summary: "The price that counts in a district on a day",
      query: { item: cod, area: story.district, day: "2026-03-31" },
      response: published,
    },
  },
};

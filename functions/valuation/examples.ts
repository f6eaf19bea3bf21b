import type { Examples } from "../../shared/http/examples.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { story } from "../story.ts";
import { baselineExamples } from "./baseline/examples.ts";
import type { valuationEndpoints } from "./contract.ts";
import { indexExamples } from "./index/examples.ts";
import { valuesExamples } from "./values/examples.ts";

const market = "national";
const date = "2026-02-27";
const ofDay = { market, date } as const;
const source = "exchange";
const figures = { volumeTonnes: "86500", priceCny: "62.36", documentNumber: "CNEEEX daily report 2026-02-27" };
const corrected = { ...figures, volumeTonnes: "86500.5", documentNumber: "CNEEEX correction 2026-03-02" };
const reason = "the exchange corrected the volume";
const booked = { ...ofDay, source, ...figures, version: 1, bookedAt: story.afterwards };
const current = { ...ofDay, source, ...corrected, version: 2, correctionReason: reason, bookedAt: story.afterwards };

const text = ["market,date,volumeTonnes,priceCny,source", "national,2026-02-26,120000,61.85,exchange"].join("\n");
const digest = sha256(Buffer.from(text));
const importId = digest.slice(0, 32);
const documentNumber = "CNEEEX list of February 2026";
const imported = { importId, state: "accepted" as const, markets: [market], lines: 1, documentNumber, sha256: digest };

/** Examples of valuation: the exchange's daily price of the national carbon market is booked, corrected and averaged. */
export const valuationExamples: Examples<typeof valuationEndpoints> = {
  bookMarketPrice: {
    operator: { summary: "The price of a day", body: { ...ofDay, source, ...figures }, response: booked },
  },
  correctMarketPrice: {
    operator: {
      summary: "Its volume was wrong",
      params: { ...ofDay, source },
      body: { ...corrected, corrects: 1, reason },
      response: current,
    },
  },
  importMarketPrices: {
    operator: {
      summary: "The prices of other days, as a file",
      body: { documentNumber, file: Buffer.from(text).toString("base64") },
      response: { ...imported, importedAt: story.afterwards },
    },
  },
  readPriceImport: { operator: { summary: "What became of the file", params: { importId } } },
  listMarketPrices: {
    public: {
      summary: "Prices of a day",
      params: { market },
      query: { from: date, until: date },
      response: { items: [{ ...ofDay, prices: [current] }] },
    },
  },
  listPriceVersions: { public: { summary: "Its versions", params: ofDay, response: { items: [current, booked] } } },
  readMonthlyAverage: {
    public: {
      summary: "The average of a calendar month, of one day's trades so far",
      params: { market, month: "2026-02" },
      response: { market, from: "2026-02-01", until: "2026-02-28", averageCny: "62.36", volumeTonnes: "86500.5", days: 1 },
    },
  },
  readAverageBefore: {
    public: { summary: "The average of the month before a deadline", params: { market, date: "2026-12-31" } },
  },
  ...baselineExamples,
  ...indexExamples,
  ...valuesExamples,
};

import type { Examples } from "../../../shared/http/examples.ts";
import type { reportsEndpoints } from "./contract.ts";

const params = { period: "2026-02" };
const provisional = { period: "2026-03" };

/** Examples of market reports. */
export const reportsExamples: Examples<typeof reportsEndpoints> = {
  readMarketReport: { public: { summary: "The report of February", params } },
  readMarketReportPage: { public: { summary: "The report of February as a page", params } },
  previewMarketReport: { operator: { summary: "The report of March, provisional", params: provisional } },
  previewMarketReportPage: {
    operator: { summary: "The report of March as a page, provisional, in English", params: provisional, query: { language: "en" } },
  },
};

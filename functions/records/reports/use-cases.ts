import { previewMarketReport, previewMarketReportPage, readMarketReport, readMarketReportPage } from "./read-report.ts";

/** The use cases of market reports, by operation. */
export const reportsUseCases = { readMarketReport, readMarketReportPage, previewMarketReport, previewMarketReportPage };

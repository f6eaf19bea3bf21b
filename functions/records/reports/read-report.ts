import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { lastDayOf } from "../statistics/periods.ts";
import { beginning, standingIn } from "../statistics/read-statistics.ts";
import type { MarketReport, reportsEndpoints } from "./contract.ts";
import { marketReport } from "./market-report.ts";
import { reportPage } from "./page.ts";
import type { ReportPorts } from "./ports.ts";

type Endpoints = typeof reportsEndpoints;

/** The report of a sealed period, for everybody. */
export function readMarketReport(ports: ReportPorts, { params }: Call<Endpoints["readMarketReport"]>) {
  return sealedReport(ports, params.period);
}

/** The report of a sealed period as a page. */
export async function readMarketReportPage(ports: ReportPorts, { params, query }: Call<Endpoints["readMarketReportPage"]>) {
  const report = await sealedReport(ports, params.period);
  return report.ok ? accept({ response: reportPage(report.value.response, query.language) }) : report;
}

/** The report of a period as far as it is counted, for authorities. */
export async function previewMarketReport(ports: ReportPorts, { params }: Call<Endpoints["previewMarketReport"]>) {
  return reportOf(ports, params.period);
}

/** The same as a page. */
export async function previewMarketReportPage(ports: ReportPorts, { params, query }: Call<Endpoints["previewMarketReportPage"]>) {
  const report = await reportOf(ports, params.period);
  return report.ok ? accept({ response: reportPage(report.value.response, query.language) }) : report;
}

async function sealedReport(ports: ReportPorts, period: string) {
  const begun = beginning(ports, period);
  if (!begun.ok) return begun;
  // Asked before anything is computed, so that asking early costs little.
  const standing = await standingIn(ports, period);
  return standing.provisional
    ? refuse({ code: "report-not-sealed", period, lastDay: lastDayOf(period) })
    : reportWith(ports, period, standing);
}

async function reportOf(ports: ReportPorts, period: string) {
  const begun = beginning(ports, period);
  return begun.ok ? reportWith(ports, period, await standingIn(ports, period)) : begun;
}

async function reportWith(ports: ReportPorts, period: string, standing: Pick<MarketReport, "complete" | "provisional">) {
  const report = await marketReport(ports, period);
  if (!report.ok) return report;
  const response: MarketReport = { ...report.value, ...standing };
  return accept({ response });
}

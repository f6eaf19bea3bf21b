import * as z from "zod";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { dayOut, field, instantOut } from "../../../shared/kernel/fields.ts";
import { message } from "../../../shared/kernel/message.ts";
import { component, count, decimalOut, words } from "../../../shared/kernel/schemas.ts";
import { servedFile } from "../../../shared/kernel/served-file.ts";
import { pollutantCodeOut, poolIdOut } from "../../../shared/permits/pools.ts";
import { averagePriceOut, completeOut, marketFigures, seriesTotals } from "../statistics/shapes-out.ts";

/** A month or a year in a path. */
const reportPeriod = z
  .string()
  .regex(/^20[0-9]{2}(?:-(?:0[1-9]|1[0-2]))?$/, message("须为年或月，例如 2026、2026-03", "a year or a month: 2026, 2026-03"))
  .describe("Year or month in Asia/Shanghai: `2026`, `2026-03`");

const poolBalance = component("PoolBalanceAtEnd", {
  pool: poolIdOut,
  instrument: field.instrument,
  available: decimalOut.describe("What is left: tonnes of a reserve, tonne-months of a cap"),
  held: decimalOut.describe("What is held of it"),
});
const pricePoint = component("PricePoint", {
  period: z.string().describe("Month of a year, or day of a month"),
  averagePrice: averagePriceOut,
  high: decimalOut.optional().describe("Highest price"),
  low: decimalOut.optional().describe("Lowest price"),
  last: decimalOut.optional().describe("Last price"),
  quantity: field.tonnes,
});

const marketReport = component("MarketReport", {
  period: z.string().describe("Year or month"),
  firstDay: dayOut("First day of the period"),
  lastDay: dayOut("Last day of the period"),
  complete: completeOut.describe("How far the figures are complete"),
  provisional: z.boolean().describe("Whether more records may still come in order"),
  trades: z.int().describe("Number of trades in the city, less those that were reversed"),
  turnover: field.cny.describe("Turnover of the city in CNY: what was settled, never what was forfeited"),
  series: z.array(seriesTotals).describe("Trades of the city by series"),
  areas: z
    .array(
      component("MarketReportArea", {
        area: areaCodeOut,
        trades: z.int().describe("Number of trades, less those that were reversed"),
        turnover: field.cny.optional().describe("Absent where that of a pollutant is withheld"),
        pollutants: z
          .array(
            component("MarketReportPollutant", {
              pollutant: pollutantCodeOut,
              turnover: field.cny.optional().describe("Absent where that of a series is withheld"),
              markets: z.array(marketFigures).describe("Figures by series, without names of parties"),
            }),
          )
          .describe("Pollutants that were traded"),
      }),
    )
    .describe("The city first, then each area: a trade counts in the area of its pool and in that of its site, so they do not add up"),
  prices: z
    .array(
      component("PriceSeries", {
        pollutant: pollutantCodeOut,
        series: z.string().describe("Series of trades"),
        points: z.array(pricePoint).describe("Months or days with trades, in order"),
      }),
    )
    .describe("Prices of the city by month of a year, or day of a month"),
  balances: component("PoolBalancesAtEnd", {
    at: instantOut("As of when: the end of the period, or the present before it"),
    reserves: z.array(poolBalance).describe("Reserves"),
    caps: z.array(poolBalance).describe("Caps of the year of the period and later ones"),
  }).describe("What is left of reserves and caps"),
  sessions: component("MarketSessions", {
    cleared: count.describe("Sessions with a sale"),
    failed: count.describe("Sessions that closed without a sale"),
    cancelled: count.describe("Sessions that were cancelled before their close"),
    participants: count.describe("Members that enrolled in a session in the period"),
  }).describe("Sessions that ended in the period"),
  defaults: component("MarketDefaults", {
    records: count.describe("Awards in default"),
    quantity: field.tonnes,
    amount: field.cny.describe("Deposits that were forfeited"),
  }).describe("Awards that were not paid"),
});
/** See the schema. */
export type MarketReport = z.input<typeof marketReport>;

const ofPeriod = z.object({ period: reportPeriod });
const ofPage = z.object({ language: words("PageLanguage", ["zh", "en"], "Language of the page").default("zh") });
const provisionalReaders = ["regulator", "district", "operator"] as const;
const refusals = ["report-not-sealed", "instant-to-come", "records-behind"] as const;
const previewRefusals = ["instant-to-come", "records-behind"] as const;

/** The endpoints of market reports. */
export const reportsEndpoints = {
  readMarketReport: endpoint({
    operationId: "readMarketReport",
    method: "GET",
    path: "/records/reports/{period}",
    summary: "Reads the market report of a month or year, once the period is sealed. No party is named.",
    roles: ["public"],
    params: ofPeriod,
    response: marketReport,
    refusals,
  }),
  readMarketReportPage: endpoint({
    operationId: "readMarketReportPage",
    method: "GET",
    path: "/records/reports/{period}/page",
    summary: "The market report of a month or year as a page to read and print.",
    roles: ["public"],
    params: ofPeriod,
    query: ofPage,
    response: servedFile,
    servesFile: true,
    refusals,
  }),
  previewMarketReport: endpoint({
    operationId: "previewMarketReport",
    method: "GET",
    path: "/records/reports/{period}/preview",
    summary: "Reads the market report of a month or year as far as it is counted: provisional until the period is sealed.",
    roles: provisionalReaders,
    params: ofPeriod,
    response: marketReport,
    refusals: previewRefusals,
  }),
  previewMarketReportPage: endpoint({
    operationId: "previewMarketReportPage",
    method: "GET",
    path: "/records/reports/{period}/preview/page",
    summary: "The market report as a page, as far as it is counted: marked provisional until the period is sealed.",
    roles: provisionalReaders,
    params: ofPeriod,
    query: ofPage,
    response: servedFile,
    servesFile: true,
    refusals: previewRefusals,
  }),
} as const;

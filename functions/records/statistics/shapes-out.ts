import * as z from "zod";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { bilingualText, dayOut, field, instantOut } from "../../../shared/kernel/fields.ts";
import { message } from "../../../shared/kernel/message.ts";
import { component, count, decimalOut, growingWordsOut, yearMonth } from "../../../shared/kernel/schemas.ts";
import { pollutantCodeOut } from "../../../shared/permits/pools.ts";
import { tradeKinds, tradeSeries } from "../../../shared/records/trade-record.ts";

const net = "less those that were reversed";
const kindOut = growingWordsOut("TradeKindOut", tradeKinds, "Kind of trade record");
const seriesOut = growingWordsOut("TradeSeriesOut", tradeSeries, "Series in which it counts; absent for what is no trade");
const isDay = (text: string): boolean => text.length < "2026-03-02".length || z.iso.date().safeParse(text).success;

/** A period of whole days in a path. */
export const marketPeriod = z
  .string()
  .regex(/^20[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?$/, {
    error: message("须为年、月或日，例如 2026、2026-03、2026-03-02", "a year, month or day: 2026, 2026-03, 2026-03-02"),
    abort: true,
  })
  .refine(isDay, message("没有这一日", "there is no such day"))
  .describe("Year, month or day in Asia/Shanghai: `2026`, `2026-03`, `2026-03-02`");

/** Volume-weighted price in an answer. */
export const averagePriceOut = decimalOut
  .nullable()
  .describe(
    "Volume-weighted price: amounts divided by quantity times years, in CNY per tonne and year to the fen, half up; null where nothing is left",
  );

/** How far figures are complete. */
export const completeOut = component("RecordsComplete", {
  block: count.describe("Last sealed block whose records are counted; 0 before the first"),
  before: instantOut("Everything that was recorded in order before then is counted; absent while nothing is").optional(),
});

const traded = {
  trades: z.int().describe(`Number of trades, ${net}`),
  quantity: field.tonnes,
  turnover: field.cny,
  averagePrice: averagePriceOut,
};
/** Figures of the trades of a series. */
export const seriesTotals = component("TradeSeriesTotals", { series: seriesOut, ...traded });
/** Figures of records that are no trades. */
export const kindTotals = component("TradeKindTotals", {
  kind: kindOut,
  records: z.int().describe(`Number of records, ${net}`),
  quantity: field.tonnes,
  amount: field.cny,
});

const spread = {
  parties: count.describe("Parties with a net volume above zero"),
  largestShare: decimalOut.describe("Share of the largest party in the volume, in per cent, half up to two decimals"),
  hhi: z
    .int()
    .min(0)
    .max(10_000)
    .describe("Herfindahl-Hirschman index: sum of squared shares in per cent, half up to a whole number; 5200 for 60 and 40 per cent"),
};
const side = component("MarketSide", spread);
const namedSide = component("NamedMarketSide", {
  ...spread,
  largest: component("LargestParty", {
    name: z.string().describe("Legal name as of its last record in the period"),
    creditCode: field.creditCode.optional(),
  }).describe("The party with the largest share"),
});

/** Figures of one kind and series of trades of a market. */
export const marketFigures = component("MarketFigures", {
  kind: kindOut,
  series: seriesOut,
  trades: traded.trades,
  withheld: z
    .literal(true)
    .optional()
    .describe("Present where so few bought that other figures would tell what the terms of a sale keep from the public"),
  quantity: traded.quantity.optional(),
  turnover: traded.turnover.optional(),
  averagePrice: traded.averagePrice.optional(),
  high: decimalOut.describe("Highest price of a trade that was not reversed").optional(),
  low: decimalOut.describe("Lowest price of a trade that was not reversed").optional(),
  first: decimalOut.describe("Price of the first trade that was not reversed").optional(),
  last: decimalOut.describe("Price of the last trade that was not reversed").optional(),
  buyers: side.optional().describe("How volume is spread over buyers"),
  sellers: side.optional().describe("How volume is spread over sellers"),
});

/** Which market, in which period. */
export const marketFields = {
  period: z.string().describe("Year, month or day"),
  firstDay: dayOut("First day of the period"),
  lastDay: dayOut("Last day of the period"),
  area: areaCodeOut,
  instrument: field.instrument.optional(),
  pollutant: pollutantCodeOut.optional(),
  complete: completeOut.describe("How far the figures are complete"),
  provisional: z
    .boolean()
    .describe("Whether more records may still come in order; what comes later is late, and counts with a later block"),
};

/** Statistics of one instrument or pollutant in a period. */
export const marketStatistics = component("MarketStatistics", {
  ...marketFields,
  markets: z.array(marketFigures).describe("Figures by series; agreements and trades between associates stand apart"),
});

/** How the sides of a market are spread over parties, with names. */
export const marketConcentration = component("MarketConcentration", {
  ...marketFields,
  markets: z
    .array(
      component("NamedMarketFigures", {
        kind: kindOut,
        series: seriesOut,
        buyers: namedSide.optional().describe("How volume is spread over buyers"),
        sellers: namedSide.optional().describe("How volume is spread over sellers"),
      }),
    )
    .describe("Concentration by series"),
});

/** What a reserve price would be by monthly averages. */
export const reservePriceReferences = component("ReservePriceReferences", {
  month: yearMonth.describe("Month of the sale"),
  area: areaCodeOut,
  instrument: field.instrument.optional(),
  pollutant: pollutantCodeOut.optional(),
  lastDay: dayOut("Last day that counts"),
  complete: completeOut.describe("How far the figures are complete"),
  provisional: z.boolean().describe("Whether more records of those months may still come in order"),
  references: z
    .array(
      component("ReservePriceReference", {
        ruleId: z.string().describe("Rule"),
        series: z.array(seriesOut).describe("Series of trades that count"),
        times: decimalOut.describe("Factor to the average"),
        firstMonth: yearMonth.describe("First month that counts"),
        lastMonth: yearMonth.describe("Last month that counts"),
        ...traded,
        reservePrice: decimalOut
          .nullable()
          .describe(
            "Factor times the average of all its months, CNY per tonne and year to the fen, half up; null where nothing was traded",
          ),
        months: z.array(component("MonthlyAverage", { month: yearMonth, ...traded })).describe("Each month by itself, in order"),
        source: bilingualText.describe("Where the rule is from"),
        unverified: z.string().optional().describe("What of the rule nobody has confirmed yet"),
      }),
    )
    .describe("By each rule"),
});

/** Totals of a selection of trade records. */
export const tradeTotals = component("TradeTotals", {
  area: areaCodeOut,
  firstDay: dayOut("First day that is counted; absent where nothing is").optional(),
  lastDay: dayOut("Last day that is counted; absent where nothing is").optional(),
  complete: completeOut.describe("How far the figures are complete"),
  trades: z.int().describe(`Number of trades of all series, ${net}`),
  turnover: field.cny.describe("Turnover of all series in CNY: what was settled, never what was forfeited"),
  series: z.array(seriesTotals).describe("Trades by series: agreements and trades between associates stand apart"),
  others: z.array(kindTotals).describe("Records that are no trades, by kind"),
});

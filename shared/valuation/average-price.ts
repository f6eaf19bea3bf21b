import { addMonths, type PlainDate, plusDays, plusMonths, type YearMonth } from "../kernel/calendar.ts";
import { type Decimal, sum } from "../kernel/decimal.ts";
import { countingPrices, type SourcedPrice } from "./price-sources.ts";
import { type TradedVolume, volumeWeightedAverage } from "./volume-weighted-average.ts";

/** Days that an average is computed from, both included. */
export interface AveragedDays {
  readonly from: PlainDate;
  readonly until: PlainDate;
}

/** The days of a calendar month. */
export function daysOfMonth(month: YearMonth): AveragedDays {
  return { from: `${month}-01`, until: plusDays(`${addMonths(month, 1)}-01`, -1) };
}

/**
 * The month that ends the day before a date: from the same day of the month before, or its last where it lacks that day. Before the first of a
 * month it is the calendar month.
 */
export function monthBefore(date: PlainDate): AveragedDays {
  return { from: plusMonths(date, -1), until: plusDays(date, -1) };
}

/** An average price, and what it rests on. */
export interface AveragePrice {
  /** Half up to the fen; null if nothing was traded. */
  readonly averageCny: Decimal | null;
  readonly volumeTonnes: Decimal;
  /** Days with trades. */
  readonly days: number;
}

/** The average of a market over some days, of any published prices of it and any versions of them: one price of each day counts. */
export function averagePrice(prices: Iterable<SourcedPrice & TradedVolume>, { from, until }: AveragedDays): AveragePrice {
  const traded = countingPrices(prices).filter(({ date, volumeTonnes }) => date >= from && date <= until && volumeTonnes.gt(0));
  return {
    averageCny: volumeWeightedAverage(traded),
    volumeTonnes: sum(traded.map(({ volumeTonnes }) => volumeTonnes)),
    days: traded.length,
  };
}

import { type MarketName, marketNames, marketOf, reportDay } from "../../../shared/carbon/markets.ts";
import { messageOf } from "../../../shared/kernel/message.ts";
import data from "./report-rules.json" with { type: "json" };

const { documents } = data;

/** Documents of the rules that refusals name, each as a message in both languages. */
export const sources = {
  report: messageOf(documents.report),
  factors: messageOf(documents.factors),
  screening: messageOf(documents.screening),
  evidence: messageOf(documents.evidence),
  decision: messageOf(documents.decision),
} as const;

/** What evidence may be: its size and types, and for how many minutes an address to upload or download it holds. */
export const evidenceRules = data.evidence;

/** Markets of an entity, and `none` for those outside of every one. */
export const reportMarkets = [...marketNames, "none"] as const;
/** Such a market. */
export type ReportMarket = (typeof reportMarkets)[number];

/** How many bytes the values of a report may have, as JSON, and how many findings of a draft are told at once. */
export const valuesRules = data.values;

/** The last day on which a year is reported. */
export function reportDayOf(market: ReportMarket, year: string): string {
  return market === "none" ? `${Number(year) + 1}-${data.reportBy.monthDay}` : reportDay(marketOf(market satisfies MarketName), year);
}

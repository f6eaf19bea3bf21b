import { message } from "../../../shared/kernel/message.ts";
import { classOf, type Instrument } from "../../../shared/ledger/instrument.ts";
import data from "./freeze-rules.json" with { type: "json" };

type Rule = "renewal" | "queue" | "free";

/** Document and article of a rule about freezes, in both languages. */
export function freezeSource(rule: Rule): string {
  const { zh, en } = data[rule].source;
  return message(zh, en);
}

/** The longest term of a freeze, in months, and its source; undefined where the class of an instrument can't be frozen here. */
export function longestTerm(instrument: Instrument): { readonly months: number; readonly source: string } | undefined {
  const name = classOf(instrument);
  const row = data.terms.find(({ classes }) => classes.includes(name));
  return row && { months: row.longestMonths, source: message(row.source.zh, row.source.en) };
}

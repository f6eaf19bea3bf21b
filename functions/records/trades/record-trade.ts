import type { Fact } from "../../../shared/kernel/fact.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import type { Table } from "../../../shared/store/table.ts";
import { recordRows } from "./rows.ts";
import { tradeSources } from "./sources/sources.ts";

/** The trade records of a fact of a recorded type. */
export function recordsOf(fact: Fact): readonly TradeRecord[] {
  const sources: Readonly<Record<string, ((fact: never) => readonly TradeRecord[]) | undefined>> = tradeSources;
  return required(sources[fact.factType], `source of ${fact.factType}`)(fact as never);
}

/** Records facts: unconditionally, so that a repeated one writes the same bytes. */
export function tradeRecorder(records: Table): (fact: Fact) => Promise<void> {
  return (fact) => records.putAll(recordsOf(fact).flatMap(recordRows));
}

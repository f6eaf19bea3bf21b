import { dayOf } from "../../../../shared/kernel/calendar.ts";
import type { Fact, FactOf, FactSchema } from "../../../../shared/kernel/fact.ts";
import { type TradeKind, type TradeRecord, tradeRecordVersion } from "../../../../shared/records/trade-record.ts";

/** How facts become trade records, by their type: the same records for the same fact. A type without an entry does not compile. */
export type TradeSources<Facts extends readonly FactSchema[]> = {
  readonly [Type in Facts[number]["factType"]]: (
    fact: FactOf<Extract<Facts[number], { readonly factType: Type }>>,
  ) => readonly TradeRecord[];
};

/** What a source says itself: everything that does not follow from the fact's envelope. */
type Said = Omit<TradeRecord, "recordId" | "schemaVersion" | "kind" | "occurredAt" | "day" | "source" | "areas">;

/** A record of a fact, with what its envelope says; `part` tells apart the records of a fact that makes several. */
export function recordOf(fact: Fact, kind: TradeKind, said: Said, part?: string): TradeRecord {
  const { factId, factType, schemaVersion: factVersion, occurredAt, areas } = fact;
  return {
    recordId: part === undefined ? factId : `${factId}.${part}`,
    ...{ schemaVersion: tradeRecordVersion, kind, occurredAt, day: dayOf(occurredAt) },
    source: { factId, factType, factVersion },
    areas: [...new Set(areas)].sort(),
    ...said,
  };
}

/** A part of the id of a record: an instrument, and the account where several of a fact may have the same, without what ids don't have. */
export function partOf(...names: readonly string[]): string {
  return names.map((name) => name.replaceAll("/", ".").replaceAll(":", "-")).join(".");
}

/** A figure below zero, as a reversal has it; zero stays zero. */
export function negated(figure: string): string {
  if (/^-?0(\.0+)?$/.test(figure)) return figure;
  return figure.startsWith("-") ? figure.slice(1) : `-${figure}`;
}

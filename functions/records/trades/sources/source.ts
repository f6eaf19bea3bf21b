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
type Said = Sayable<Omit<TradeRecord, "recordId" | "schemaVersion" | "kind" | "occurredAt" | "day" | "source" | "areas">>;
/** Members may be undefined where a fact may lack them. */
type Sayable<Value> = { readonly [Name in keyof Value]: Value[Name] | (undefined extends Value[Name] ? undefined : never) };

/** A record of a fact, with what its envelope says; `part` tells apart the records of a fact that makes several. */
export function recordOf(fact: Fact, kind: TradeKind, said: Said, part?: string): TradeRecord {
  const { factId, factType, schemaVersion: factVersion, occurredAt, areas } = fact;
  return {
    recordId: part === undefined ? factId : `${factId}.${part}`,
    ...{ schemaVersion: tradeRecordVersion, kind, occurredAt, day: dayOf(occurredAt) },
    source: { factId, factType, factVersion },
    areas: [...new Set(areas)].sort(),
    ...(withoutAbsent(said) as Said),
  };
}

/** What a source says, without members that its fact does not have: rows and hashes know no `undefined`. */
function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (typeof value !== "object" || value === null) return value;
  const present = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(present.map(([name, member]) => [name, withoutAbsent(member)]));
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

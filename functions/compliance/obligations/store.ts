import { listingIndex, secondListingIndex } from "../../../shared/deployment/indexes.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { stripeOf } from "../../../shared/kernel/ids.ts";
import { type Item, type Key, keyOf, type PageRequest } from "../../../shared/store/client.ts";
import { decimalText, integer, json, oneOf, optional, type RowOf, rowCodec, text, tonnes } from "../../../shared/store/codec.ts";
import { alsoListedAs, dueAs, listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { ExposureFound } from "./exposure.ts";
import type { Input, Price, Said } from "./input.ts";
import type { Derived, PricedBy } from "./obligation-of.ts";
import { type Subject, subjectName } from "./subject.ts";
import { type NoExposure, obligationStates } from "./vocabulary.ts";

const obligationFields = {
  obligationId: text,
  kind: oneOf("discharge", "carbon"),
  year: text,
  pollutant: text,
  market: optional(text),
  ...{ siteId: optional(text), siteName: optional(text), partyId: text, partyName: text, creditCode: text, area: text },
  requiredTonnes: optional(tonnes),
  ...{ heldTonnes: tonnes, pledgedTonnes: tonnes, frozenTonnes: tonnes, surrenderedTonnes: tonnes, gapTonnes: tonnes },
  state: oneOf(...obligationStates),
  deadlineAt: text,
  exposure: json((value) => value as ExposureFound | NoExposure),
  pricedBy: optional(json((value) => value as PricedBy)),
  turnsAt: optional(text),
  restsOn: optional(text),
  inputsHash: text,
  version: integer,
};
/** An obligation as it is kept: as derived, with the number of times that it changed. */
export type Obligation = RowOf<typeof obligationFields>;
const obligationCodec = rowCodec(obligationFields);

/** What a row rests on. Only facts themselves have an attribute `factType`: the relay of the table takes every such row for a fact. */
const causeFields = { factId: text, causeType: text, occurredAt: text };
const inputCodec = rowCodec({ ...causeFields, said: json((value) => value as Said) });
const priceCodec = rowCodec({
  ...causeFields,
  ...{ date: text, source: text, number: integer, volumeTonnes: decimalText, priceCny: decimalText },
});

/** A fact's inputs are one row for each thing that it says of a subject; `place` tells them apart. */
export interface NewInput {
  readonly subject: Subject;
  readonly place: number;
  readonly input: Input;
}

/** A part of the obligations whose exposure rests on a market's prices: a stripe of those with a deadline in some days. */
export interface PricedStripe {
  readonly market: string;
  readonly stripe: number;
  readonly from: string;
  readonly until: string;
}

/** Stripes of the list of obligations whose exposure rests on a market's prices. */
export const pricedStripes = 8;
/** Kind of due work: obligations that may change by time alone. */
export const turns = "turn";

function inputsPartition(subject: Subject): string {
  return `inputs#${subjectName(subject)}`;
}
function pricesPartition(market: string): string {
  return `prices#${market}`;
}
/** Key of an obligation. */
export function obligationKey(obligationId: string): Key {
  return { pk: `obligation#${obligationId}`, sk: "obligation" };
}
/** Key of an obligation in the list of those whose exposure rests on a market's prices, by the last day before the deadline. */
function pricedKey({ market, lastDay }: PricedBy, obligationId: string): Key {
  return { pk: pricedPartition(market, stripeOf(obligationId, pricedStripes)), sk: `${lastDay}#${obligationId}` };
}
function pricedPartition(market: string, stripe: number): string {
  return `priced#${market}#${stripe}`;
}

/** The row of an input: the same bytes whenever its fact is heard. */
export function inputRow({ subject, place, input }: NewInput): Item {
  const { factId, factType, occurredAt, said } = input;
  const sk = `${occurredAt}#${factId}#${String(place).padStart(3, "0")}`;
  return { ...keyOf({ pk: inputsPartition(subject), sk }), ...inputCodec.encode({ factId, causeType: factType, occurredAt, said }) };
}

/** The row of a published price. */
export function priceRow(market: string, { version: number, factType: causeType, ...price }: Price): Item {
  const sk = `${price.date}#${price.source}#${String(number).padStart(8, "0")}`;
  return { ...keyOf({ pk: pricesPartition(market), sk }), ...priceCodec.encode({ ...price, causeType, number }) };
}

/** All attributes of an obligation's row, keys and lists included. */
export function obligationItem(row: Obligation): Item {
  const { area, partyId, year, state, obligationId, turnsAt } = row;
  const at = `${year}#${state}#${obligationId}`;
  return {
    ...keyOf(obligationKey(obligationId)),
    ...obligationCodec.encode(row),
    ...listedAs(`obligations#${area}`, at),
    ...alsoListedAs(`obligations#${partyId}`, at),
    ...(turnsAt !== undefined && dueAs(turns, obligationId, turnsAt)),
  };
}

/** Reads and writes of obligations and of what they are computed from. Reads are strongly consistent, except for the lists. */
export function obligationsIn(table: Table) {
  return {
    /** An obligation. */
    obligation: (obligationId: string) => table.read(obligationKey(obligationId), obligationCodec.decode),
    /** Several obligations, a hundred at most. */
    obligationsAt: (ids: readonly string[]) => table.readMany(ids.map(obligationKey), obligationCodec.decode),
    /** Obligations of exactly one area, by year and state; `prefix` narrows them. */
    obligationsIn: (area: string, prefix: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: `obligations#${area}`, ...(prefix && { prefix }), ...request }, obligationCodec.decode),
    /** Obligations of a member, the same way. */
    obligationsOf: (partyId: string, prefix: string, request: PageRequest) =>
      table.page(
        { index: secondListingIndex, partition: `obligations#${partyId}`, ...(prefix && { prefix }), ...request },
        obligationCodec.decode,
      ),
    /** Puts the next state of an obligation and keeps the list of its market; `stale` if another change came first. */
    obligationWrites: (before: Obligation | undefined, after: Obligation): WriteFragment<never>[] => {
      const { pk: _pk, sk: _sk, ...row } = obligationItem(after);
      const { obligationId } = after;
      const moved = before?.pricedBy?.market !== after.pricedBy?.market || before?.pricedBy?.lastDay !== after.pricedBy?.lastDay;
      return [
        table.putVersion(obligationKey(obligationId), row, after.version),
        ...(moved && before?.pricedBy !== undefined ? [table.remove(pricedKey(before.pricedBy, obligationId))] : []),
        ...(moved && after.pricedBy !== undefined ? [table.put(pricedKey(after.pricedBy, obligationId), {})] : []),
      ];
    },
    /** Keeps inputs and prices: rewriting them writes the same bytes. */
    inputsPut: (rows: readonly Item[]) => table.putAll(rows),
    /** Everything that facts say of a subject, in the order of the facts. */
    inputs: async (subject: Subject): Promise<Input[]> => {
      const found: Input[] = [];
      const query = { partition: inputsPartition(subject), limit: rowsAtOnce };
      for await (const { causeType: factType, ...input } of table.all(query, inputCodec.decode)) found.push({ ...input, factType });
      return found;
    },
    /** Published prices of a market for some days, both included, in the order of the facts. */
    prices: async (market: string, { from, until }: { readonly from: string; readonly until: string }): Promise<Price[]> => {
      const found: Price[] = [];
      // A key is the day, `#` and source and version: `~` sorts after all of them.
      const query = { partition: pricesPartition(market), from, to: `${until}~`, limit: rowsAtOnce };
      for await (const { number: version, causeType: factType, ...price } of table.all(query, priceCodec.decode))
        found.push({ ...price, factType, version });
      return found;
    },
    /** A page of the obligations of a stripe whose exposure rests on a market's prices and whose deadline is in some days, both included. */
    priced: ({ market, stripe, from, until }: PricedStripe, request: PageRequest) =>
      table.page({ partition: pricedPartition(market, stripe), from, to: `${until}~`, ...request }, ({ sk }) =>
        String(sk?.S).slice(from.length + 1),
      ),
  };
}
const rowsAtOnce = 1000;

/** A derived obligation as its next row. */
export function rowOf(derived: Derived, version: number): Obligation {
  return { ...derived, version };
}

/** Figures of an obligation as text. */
export function figuresOf(row: Omit<Derived, "inputsHash"> | Obligation) {
  const { requiredTonnes, heldTonnes, pledgedTonnes, frozenTonnes, surrenderedTonnes, gapTonnes } = row;
  return {
    ...(requiredTonnes && { requiredTonnes: plain(requiredTonnes) }),
    ...{ heldTonnes: plain(heldTonnes), pledgedTonnes: plain(pledgedTonnes), frozenTonnes: plain(frozenTonnes) },
    ...{ surrenderedTonnes: plain(surrenderedTonnes), gapTonnes: plain(gapTonnes) },
  };
}

import { areasAround, city } from "../kernel/areas.ts";
import { monthOf, type YearMonth } from "../kernel/calendar.ts";
import { stripeOf } from "../kernel/ids.ts";
import { keyOf, type PageRequest } from "../store/client.ts";
import { flag, integer, json, oneOf, optional, type RowOf, rowCodec, text } from "../store/codec.ts";
import type { Table } from "../store/table.ts";
import type { WriteFragment } from "../store/transaction.ts";
import { type ActKind, actKinds } from "./act-kinds.ts";

/** Partitions of a count: a statement books a thousand lines within seconds, and each adds one. */
const countStripes = 4;

const actFields = {
  actId: text,
  kind: oneOf(...actKinds),
  at: text,
  /** Person who did it. */
  actor: text,
  /** Second person, where there was one. */
  approvedBy: optional(text),
  /** Whether it takes two persons. */
  takesTwo: flag,
  reason: optional(text),
  /** What it was about, by the names that its fact has for it. */
  about: json((value) => value as Readonly<Record<string, string>>),
};
/** Something that the operator did. */
export type Act = RowOf<typeof actFields>;
const actCodec = rowCodec(actFields);

const countFields = { kind: oneOf(...actKinds), month: text, acts: integer };
/** How many acts of a kind there were in a month, on one stripe. */
export type ActCount = RowOf<typeof countFields>;
const countCodec = rowCodec(countFields);

/** What acts are listed by: the area whose regulators see them, and the kind where one is asked for. */
export interface ActList {
  readonly area: string;
  readonly kind?: ActKind | undefined;
}

/** Rows about acts. They are written once, by the id of the act, so that none is listed or counted twice. */
export type Acts = ReturnType<typeof actsIn>;

/** Reads and writes of acts, over the table that keeps them. */
export function actsIn(table: Table) {
  return {
    /** Puts an act into the lists of its areas, and counts it; `done` if it was there. */
    actPut(act: Act, areas: readonly string[]): readonly WriteFragment<never>[] {
      const row = actCodec.encode(act);
      const month = monthOf(act.at);
      return areasListing(areas).flatMap((area) => [
        ...partitionsOf(area, act).map((pk) => table.putNew({ pk, sk: sortKeyOf(act) }, row, "done")),
        counted(table.name, area, month, act),
      ]);
    },
    /** Puts what became of an act that is listed already. */
    actConcluded: (act: Act, areas: readonly string[]): readonly WriteFragment<never>[] =>
      areasListing(areas).flatMap((area) =>
        partitionsOf(area, act).map((pk) => table.put({ pk, sk: sortKeyOf(act) }, actCodec.encode(act))),
      ),
    /** Acts of a list from an instant to before another, newest first. */
    acts(
      { area, kind }: ActList,
      { from, before }: { readonly from?: string | undefined; readonly before?: string | undefined },
      request: PageRequest,
    ) {
      const range = { ...(from !== undefined && { from }), ...(before !== undefined && { to: before }) };
      return table.page({ partition: partitionOf(area, kind), descending: true, ...range, ...request }, actCodec.decode);
    },
    /** How many acts of each kind there were in the months of a range, in the order of the months. */
    async actCounts(area: string, from: YearMonth, until: YearMonth): Promise<readonly ActCount[]> {
      const found: ActCount[] = [];
      for await (const each of table.all({ partition: countsOf(area), from: `${from}#`, to: `${until}#~` }, countCodec.decode))
        found.push(each);
      return [...Map.groupBy(found, ({ month, kind }) => `${month}#${kind}`).values()].flatMap((stripes) => {
        const acts = stripes.reduce((total, { acts }) => total + acts, 0);
        return stripes[0] ? [{ ...stripes[0], acts }] : [];
      });
    },
  };
}

/** Areas in whose lists an act is: those it concerns and each around those. An act that concerns none concerns the city. */
function areasListing(areas: readonly string[]): readonly string[] {
  return [...new Set([city, ...areas.flatMap((area) => [area, ...areasAround(area)])])];
}

function partitionOf(area: string, kind: ActKind | undefined): string {
  return kind === undefined ? `acts#${area}` : `acts#${area}#${kind}`;
}

function partitionsOf(area: string, { kind }: Act): readonly string[] {
  return [partitionOf(area, undefined), partitionOf(area, kind)];
}

function sortKeyOf({ at, actId }: Act): string {
  return `${at}#${actId}`;
}

function countsOf(area: string): string {
  return `act-counts#${area}`;
}

function counted(table: string, area: string, month: YearMonth, { kind, actId }: Act): WriteFragment<never> {
  const key = { pk: countsOf(area), sk: `${month}#${kind}#${stripeOf(actId, countStripes)}` };
  return {
    write: {
      Update: {
        TableName: table,
        Key: keyOf(key),
        UpdateExpression: "SET kind = :kind, #month = :month ADD acts :one",
        ExpressionAttributeNames: { "#month": "month" },
        ExpressionAttributeValues: { ":kind": { S: kind }, ":month": { S: month }, ":one": { N: "1" } },
      },
    },
  };
}

import type { Instant } from "../kernel/clock.ts";
import type { Fact, FactSchema } from "../kernel/fact.ts";
import { newId } from "../kernel/ids.ts";
import { type Item, type Key, keyOf } from "./client.ts";
import { integer, json, optional, rowCodec, text, texts } from "./codec.ts";
import type { WriteFragment } from "./transaction.ts";

/** Codec of rows that hold a fact, in the table of its context and in the records. */
export const factCodec = rowCodec({
  factId: text,
  factType: text,
  schemaVersion: integer,
  occurredAt: text,
  actor: text,
  parties: texts,
  areas: texts,
  approvedBy: optional(text),
  data: json((value) => value),
});

/** Key of a fact in its table; the same in every table. */
export function factKey(factId: string): Key {
  return { pk: `fact#${factId}`, sk: "fact" };
}

/** Envelope of a fact caused by a call: id, time, actor and, where one was needed, the second person. Ids sort by time. */
export function factEnvelopeOf(
  { subject, approvedBy }: { readonly subject: string; readonly approvedBy?: string | undefined },
  at: Instant,
  about: { readonly parties: readonly string[]; readonly areas: readonly string[] },
): Omit<Fact, "factType" | "schemaVersion" | "data"> {
  return { factId: newId(at), occurredAt: at, actor: subject, ...(approvedBy !== undefined && { approvedBy }), ...about };
}

/** A fact as a use case states it; type and version come from the schema. */
export type NewFact<Data> = Omit<Fact<Data>, "factType" | "schemaVersion">;

/** The write of an immutable fact. A second write with the same id is `done`, so deterministic ids make writes idempotent. */
export function factWrite<Data>(
  table: string,
  schema: Pick<FactSchema, "factType" | "schemaVersion">,
  fact: NewFact<Data>,
): WriteFragment<never> {
  const { factType, schemaVersion } = schema;
  return {
    write: {
      Put: {
        TableName: table,
        Item: { ...keyOf(factKey(fact.factId)), ...factCodec.encode({ ...fact, factType, schemaVersion }) },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
    failure: "done",
  };
}

/** A stored fact with its data as plain JSON; decode `data` with the schema of its type and version. */
export function decodeFact(item: Item): Fact {
  return factCodec.decode(item);
}

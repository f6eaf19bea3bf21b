import type { Instant } from "../kernel/clock.ts";
import type { Fact, FactSchema } from "../kernel/fact.ts";
import { newId } from "../kernel/ids.ts";
import { type Item, type Key, keyOf } from "./client.ts";
import { integer, json, rowCodec, text, texts } from "./codec.ts";
import type { WriteFragment } from "./transaction.ts";

/** Rows that hold a fact, in the table of its context and in the records. */
export const factCodec = rowCodec({
  factId: text,
  factType: text,
  schemaVersion: integer,
  occurredAt: text,
  actor: text,
  parties: texts,
  area: text,
  data: json((value) => value),
});

/** Key of a fact in its table; the same in every table. */
export function factKey(factId: string): Key {
  return { pk: `fact#${factId}`, sk: "fact" };
}

/** Who states facts, and when: the beginning of every fact that a call leads to. Identifiers sort by time. */
export function factEnvelopeOf(
  caller: { readonly subject: string },
  at: Instant,
  about: { readonly parties: readonly string[]; readonly area: string },
): Omit<Fact, "factType" | "schemaVersion" | "data"> {
  return { factId: newId(at), occurredAt: at, actor: caller.subject, ...about };
}

/** What a use case says to state a fact; type and version come from the schema. */
export type NewFact<Data> = Omit<Fact<Data>, "factType" | "schemaVersion">;

/** The write of an immutable fact. Written twice with the same id it is `done`: deterministic ids make pages idempotent. */
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

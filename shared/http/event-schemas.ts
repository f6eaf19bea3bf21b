import * as z from "zod";
import type { ContextDefinition } from "../deployment/context.ts";
import { type FactSchema, factEnvelope } from "../kernel/fact.ts";

/** The JSON Schema of one version of a fact type, and its row in the list of events. */
export interface EventSchema {
  readonly type: string;
  readonly version: number;
  /** Context that states it; `ledger` for the ledger itself. */
  readonly context: string;
  /** One sentence on what it states. */
  readonly description: string;
  /** JSON Schema 2020-12 of envelope and data as they are stored; decimals are strings. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** Facts of one context. */
type FactSource = Pick<ContextDefinition, "name" | "facts">;

/** The schemas of every fact type and version, by type. Throws if a type and version occurs twice. */
export function eventSchemas(sources: readonly FactSource[]): EventSchema[] {
  const all = sources.flatMap(({ name, facts }) => Object.values(facts).map((fact) => eventSchema(name, fact)));
  const seen = new Set<string>();
  for (const each of all) {
    if (seen.has(eventName(each))) throw new Error(`event twice: ${eventName(each)}`);
    seen.add(eventName(each));
  }
  return all.sort((one, other) => (one.type === other.type ? one.version - other.version : one.type < other.type ? -1 : 1));
}

/** File name of an event by type and version: `award-due.v1`. */
export function eventName({ type, version }: Pick<EventSchema, "type" | "version">): string {
  return `${type}.v${version}`;
}

function eventSchema(context: string, { factType: type, schemaVersion: version, data, description }: FactSchema): EventSchema {
  const whole = factEnvelope.extend({
    factType: z.literal(type).describe("Kind of fact"),
    schemaVersion: z.literal(version).describe("Version of the shape of `data`"),
    data: data.describe("Data of the fact"),
  });
  // As stored: what the writer encodes and a subscriber decodes. Unknown members are allowed, so that readers don't break on them.
  const { $schema, ...shape } = z.toJSONSchema(whole, {
    target: "draft-2020-12",
    io: "input",
    // `readonly` is TypeScript's concern, no promise to subscribers.
    override: ({ jsonSchema }) => void delete jsonSchema.readOnly,
  });
  const schema = { $schema, $id: `/events/${type}/${version}`, title: type, description, ...shape };
  return { type, version, context, description, schema };
}

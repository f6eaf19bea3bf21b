import { describe, expect, it } from "vitest";
import * as z from "zod";
import { contexts } from "../../../functions/registry.ts";
import { factsOf } from "../../../shared/deployment/derive.ts";
import type { EndpointDescription } from "../../../shared/kernel/endpoint.ts";
import { factEnvelope } from "../../../shared/kernel/fact.ts";

interface Json {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly items?: Json;
  readonly anyOf?: readonly Json[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Json>>;
}

/** Fields of a JSON schema, with their paths, that nothing describes; a field that refers to a component may be described there. */
function undescribed(schema: Json): string[] {
  const { $defs = {} } = schema;
  const isDescribed = ({ description, $ref = "" }: Json): boolean =>
    Boolean(description ?? $defs[$ref.replace("#/$defs/", "")]?.description);
  const within = (part: Json, path: string): string[] => {
    const parts = [...(part.anyOf ?? []), ...(part.items ? [part.items] : [])];
    const own = Object.entries(part.properties ?? {}).flatMap(([name, field]) => [
      ...(isDescribed(field) ? [] : [`${path}/${name}`]),
      ...within(field, `${path}/${name}`),
    ]);
    return [...own, ...parts.flatMap((each) => within(each, path))];
  };
  return [...within(schema, ""), ...Object.entries($defs).flatMap(([id, each]) => within(each, id))];
}
function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  return z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
}

describe("every field says what it is", () => {
  const endpoints: readonly EndpointDescription[] = contexts.flatMap((context) => Object.values(context.endpoints));
  it.for(endpoints.map((endpoint) => [endpoint.operationId, endpoint] as const))("in %s", ([, { params, query, body, response }]) => {
    const inputs = [params, query, body].flatMap((schema) => undescribed(jsonSchema(schema, "input")));
    expect([...inputs, ...undescribed(jsonSchema(response, "output"))]).toEqual([]);
  });

  const facts = factsOf(contexts).map(({ schema }) => schema);
  it.for(facts.map((fact) => [fact.factType, fact] as const))("in the fact %s", ([, { data }]) => {
    expect(undescribed(jsonSchema(data, "output"))).toEqual([]);
  });

  it("in the envelope of every fact", () => {
    expect(undescribed(jsonSchema(factEnvelope, "output"))).toEqual([]);
  });
});

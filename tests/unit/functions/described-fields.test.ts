import { describe, expect, it } from "vitest";
import * as z from "zod";
import { contexts } from "../../../functions/registry.ts";
import { factsOf } from "../../../shared/deployment/derive.ts";
import type { EndpointDescription } from "../../../shared/kernel/endpoint.ts";
import { factEnvelope } from "../../../shared/kernel/fact.ts";

interface Json {
  readonly description?: string;
  /** A shape that has a name stands under `$defs`. */
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Json>>;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly items?: Json;
  readonly anyOf?: readonly Json[];
}

/** Fields of a JSON schema, with their paths, that nothing describes. */
function undescribed(schema: Json, path = "", shapes = schema.$defs ?? {}): string[] {
  const shapeOf = (each: Json): Json => shapes[each.$ref?.split("/").at(-1) ?? ""] ?? each;
  const { properties = {}, anyOf = [], items } = shapeOf(schema);
  const own = Object.entries(properties).flatMap(([name, field]) => [
    ...((field.description ?? shapeOf(field).description) ? [] : [`${path}/${name}`]),
    ...undescribed(field, `${path}/${name}`, shapes),
  ]);
  return [...own, ...[...anyOf, ...(items ? [items] : [])].flatMap((part) => undescribed(part, path, shapes))];
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

  it("in what every fact says of itself", () => {
    expect(undescribed(jsonSchema(factEnvelope, "output"))).toEqual([]);
  });
});

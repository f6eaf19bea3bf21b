import * as z from "zod";
import { canonicalJson } from "../kernel/canonical-json.ts";

type Json = Record<string, unknown>;
type Direction = "input" | "output";

/** Collects the schemas that have an id, so that each is described once. */
export interface Components {
  /** The JSON Schema of a schema; shapes with an id are references to their component. */
  readonly schema: (schema: z.ZodType, direction: Direction) => Json;
  /** The description of the component that a schema refers to. */
  readonly descriptionOf: (schema: Json) => unknown;
  /** Every referenced component by name. */
  readonly all: () => Json;
}

/** What a component really holds where its contract can't say it, because only other contexts know: the words of a list, the facts by type. */
export type Substitutes = Readonly<Record<string, z.ZodType>>;

const localReference = "#/$defs/";
const componentReference = "#/components/schemas/";
const directions = ["output", "input"] as const;

/**
 * Components of an OpenAPI document: `.meta({ id: "Auction" })` becomes `#/components/schemas/Auction`. An id with a different shape as
 * input gets a second component, `AuctionInput`. Throws if one id has two shapes, or if no schema has the id of a substitute.
 */
export function componentsOf(schemas: Iterable<readonly [z.ZodType, Direction]>, substitutes: Substitutes = {}): Components {
  const found = { input: new Map<string, Json>(), output: new Map<string, Json>() };
  const collect = (schema: z.ZodType, direction: Direction): Json => {
    const { $schema: _dialect, $defs = {}, ...shape } = converted(schema, direction);
    for (const [id, each] of Object.entries($defs)) {
      const known = found[direction].get(id);
      if (known && canonicalJson(known) !== canonicalJson(each)) throw new Error(`two shapes with the id ${id}`);
      found[direction].set(id, each);
    }
    return shape;
  };
  for (const [schema, direction] of schemas) collect(schema, direction);
  const replaced = Object.entries(substitutes).flatMap(([id, substitute]) => {
    const known = directions.filter((direction) => found[direction].has(id));
    if (known.length === 0) throw new Error(`no schema has the id ${id}`);
    return known.map((direction) => ({ id, direction, shape: collect(substitute, direction) }));
  });
  for (const { id, direction, shape } of replaced) found[direction].set(id, shape);
  const withInput = differing(found);
  const name = (id: string, direction: Direction): string => (direction === "input" && withInput.has(id) ? `${id}Input` : id);
  const referring = (shape: Json, direction: Direction): Json =>
    withReferences(shape, (id) => `${componentReference}${name(id, direction)}`) as Json;
  const all = (): Record<string, Json> => {
    const named = directions.flatMap((direction) =>
      [...found[direction]].map(([id, shape]): [string, Json] => [name(id, direction), referring(shape, direction)]),
    );
    return Object.fromEntries(named.sort(([one], [other]) => (one < other ? -1 : 1)));
  };
  return {
    schema(schema, direction) {
      const { $schema: _dialect, $defs: _collected, ...rest } = converted(schema, direction);
      return referring(rest, direction);
    },
    descriptionOf: ({ $ref }) => (typeof $ref === "string" ? all()[$ref.slice(componentReference.length)]?.description : undefined),
    all,
  };
}

type Converted = Json & { readonly $defs?: Record<string, Json> };

/** The JSON Schema of what is on the wire: for a response, its values as JSON. */
function converted(schema: z.ZodType, io: Direction): Converted {
  return z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io,
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      const shape = jsonSchema as Json;
      const definition = (zodSchema as z.core.$ZodTypes)._zod.def;
      // The format says it, and no reader needs a second rule for leap years.
      if (shape.format === "date" || shape.format === "date-time") delete shape.pattern;
      // What every key of JSON is, and what is TypeScript's concern only.
      delete shape.propertyNames;
      delete shape.readOnly;
      if (Number.isInteger(shape.const)) shape.type = "integer";
      // A response has the member, whatever was given.
      if (io === "output") delete shape.default;
      // Responses get new members within a version of the API.
      if (io === "output" && shape.additionalProperties === false) delete shape.additionalProperties;
      // A decoded value, such as a decimal, is written again as it is read.
      if (io === "output" && definition.type === "pipe" && definition.out._zod.def.type === "transform") {
        Object.assign(shape, { ...converted(definition.in as z.ZodType, "input"), ...shape });
        delete shape.$schema;
      }
      if (definition.type === "union" && "discriminator" in definition)
        shape.discriminator = discriminatorOf(definition as z.core.$ZodDiscriminatedUnionDef, shape);
    },
  }) as Converted;
}

/** How OpenAPI names the member that tells the options of a union apart; each option is a component. */
function discriminatorOf(definition: z.core.$ZodDiscriminatedUnionDef, { oneOf }: Json): Json {
  const references = (oneOf as readonly { readonly $ref: string }[]).map(({ $ref }) => $ref);
  const values = definition.options.map((option) => option._zod.propValues?.[definition.discriminator] ?? []);
  const mapping = values.flatMap((each, position) => [...each].map((value) => [value, references[position]]));
  return { propertyName: definition.discriminator, mapping: Object.fromEntries(mapping) };
}

/** Ids with different input and output shapes, directly or through what they refer to. */
function differing({ input, output }: Readonly<Record<Direction, ReadonlyMap<string, Json>>>): ReadonlySet<string> {
  const both = [...input.keys()].filter((id) => output.has(id));
  const ids = new Set(both.filter((id) => canonicalJson(input.get(id)) !== canonicalJson(output.get(id))));
  const refersToDiffering = (id: string): boolean => {
    let refers = false;
    withReferences(input.get(id), (to) => {
      refers ||= ids.has(to);
      return to;
    });
    return refers;
  };
  for (let size = -1; size !== ids.size; ) {
    size = ids.size;
    for (const id of both) if (refersToDiffering(id)) ids.add(id);
  }
  return ids;
}

function withReferences(value: unknown, reference: (id: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => withReferences(each, reference));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      typeof member === "string" && member.startsWith(localReference)
        ? reference(member.slice(localReference.length))
        : withReferences(member, reference),
    ]),
  );
}

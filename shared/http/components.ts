import * as z from "zod";
import { canonicalJson } from "../kernel/canonical-json.ts";

type Json = Record<string, unknown>;
type Direction = "input" | "output";

/** Collects the schemas that have an id, so that each is described once. */
export interface Components {
  /** The JSON Schema of a schema; shapes with an id are references to their component. */
  readonly schema: (schema: z.ZodType, direction: Direction) => Json;
  /** Every referenced component by name; complete only after all schemas were converted. */
  readonly all: () => Json;
}

/** Enum members of components that are plain strings in the contracts, because only their context knows them. */
export type Enumerations = Readonly<Record<string, readonly string[]>>;

const localReference = "#/$defs/";
const directions = ["output", "input"] as const;

/**
 * Components of an OpenAPI document: `.meta({ id: "Auction" })` becomes `#/components/schemas/Auction`. An id with a different shape as
 * input gets a second component, `AuctionInput`. Throws if one id has two shapes, or if no schema has the id of an enumeration.
 */
export function componentsOf(schemas: Iterable<readonly [z.ZodType, Direction]>, enumerations: Enumerations = {}): Components {
  const found = { input: new Map<string, Json>(), output: new Map<string, Json>() };
  for (const [schema, direction] of schemas) {
    for (const [id, shape] of Object.entries(converted(schema, direction).$defs ?? {})) {
      const known = found[direction].get(id);
      if (known && canonicalJson(known) !== canonicalJson(shape)) throw new Error(`two shapes with the id ${id}`);
      found[direction].set(id, shape);
    }
  }
  for (const [id, members] of Object.entries(enumerations)) {
    const shapes = directions.map((direction) => found[direction].get(id)).filter((shape) => shape !== undefined);
    if (shapes.length === 0) throw new Error(`no schema has the id ${id}`);
    for (const shape of shapes) shape.enum = members;
  }
  const withInput = differing(found);
  const name = (id: string, direction: Direction): string => (direction === "input" && withInput.has(id) ? `${id}Input` : id);
  const referring = (shape: Json, direction: Direction): Json =>
    withReferences(shape, (id) => `#/components/schemas/${name(id, direction)}`) as Json;
  return {
    schema(schema, direction) {
      const { $schema: _dialect, $defs: _collected, ...rest } = converted(schema, direction);
      return referring(rest, direction);
    },
    all() {
      const named = directions.flatMap((direction) =>
        [...found[direction]].map(([id, shape]): [string, Json] => [name(id, direction), referring(shape, direction)]),
      );
      return Object.fromEntries(named.sort(([one], [other]) => (one < other ? -1 : 1)));
    },
  };
}

function converted(schema: z.ZodType, io: Direction): Json & { readonly $defs?: Record<string, Json> } {
  return z.toJSONSchema(schema, { target: "draft-2020-12", io, unrepresentable: "any" }) as Json & {
    readonly $defs?: Record<string, Json>;
  };
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
      key === "$ref" && typeof member === "string" && member.startsWith(localReference)
        ? reference(member.slice(localReference.length))
        : withReferences(member, reference),
    ]),
  );
}

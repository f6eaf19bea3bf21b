import * as z from "zod";

type Schema = z.core.$ZodType;
type Definition = z.core.$ZodTypes["_zod"]["def"];

const closedSchemas = new WeakMap<Schema, Schema>();

/**
 * The schema with every object in it closed, at any depth: an unknown member is refused, so that a misspelt one is never ignored. Ids and
 * descriptions stay; the given schema itself stays open, because responses and stored rows may use it too.
 */
export function closed<S extends Schema>(schema: S): S {
  const known = closedSchemas.get(schema) ?? closedCopy(schema);
  closedSchemas.set(schema, known);
  return known as S;
}

function closedCopy(schema: Schema): Schema {
  const definition = closedDefinition(schema._zod.def as Definition);
  if (definition === undefined) return schema;
  const copy: Schema = (schema as z.ZodType).clone(definition as never);
  // A described copy of a schema with an id refers to it in the API's description; so does its closed copy.
  if (schema._zod.parent) copy._zod.parent = closed(schema._zod.parent);
  const meta = z.globalRegistry.get(schema);
  if (meta) z.globalRegistry.add(copy, meta);
  return copy;
}

/** The definition with closed parts; undefined for schemas without parts. Throws for those that can't be closed part by part. */
function closedDefinition(definition: Definition): Definition | undefined {
  switch (definition.type) {
    case "object": {
      const shape = Object.fromEntries(Object.entries(definition.shape).map(([name, part]) => [name, closed(part)]));
      return { ...definition, shape, catchall: definition.catchall ?? z.never() };
    }
    case "array":
      return { ...definition, element: closed(definition.element) };
    case "union":
      return { ...definition, options: definition.options.map(closed) };
    case "record":
      return { ...definition, valueType: closed(definition.valueType) };
    case "tuple":
      return { ...definition, items: definition.items.map(closed), rest: definition.rest && closed(definition.rest) };
    case "pipe":
      return { ...definition, in: closed(definition.in), out: closed(definition.out) };
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
    case "catch":
      return { ...definition, innerType: closed(definition.innerType) } as Definition;
    case "intersection":
    case "lazy":
      throw new Error(`an input can't be a ${definition.type}: its objects can't be closed one by one`);
    default:
      return undefined;
  }
}

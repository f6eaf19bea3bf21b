import * as fc from "fast-check";
import * as z from "zod";

/** Values that a field of a name may well have, such as the ids of things that exist. */
export type Pool = Readonly<Record<string, readonly unknown[]>>;

interface Json {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Json>>;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly allOf?: readonly Json[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Json;
  readonly prefixItems?: readonly Json[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Json | boolean;
}

/**
 * Input that a schema describes, valid and at its bounds: generated from its JSON Schema, so that a new endpoint needs nothing. What a schema
 * checks beyond its JSON Schema may fail, and is refused then. A `whole` input has all its optional members. Values of the pool for the whole
 * input are under `named`.
 */
export function inputArbitrary(schema: z.ZodType, pool: Pool, { whole = false, named = "" } = {}): fc.Arbitrary<unknown> {
  const root = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Json;
  const { $defs = {} } = root;

  function of(json: Json, name: string): fc.Arbitrary<unknown> {
    if (json.$ref) return of($defs[json.$ref.replace("#/$defs/", "")] ?? {}, name);
    if (json.const !== undefined) return fc.constant(json.const);
    if (json.enum) return fc.constantFrom(...json.enum);
    const options = json.anyOf ?? json.oneOf;
    if (options) return fc.oneof(...options.map((option) => of(option, name)));
    const known = (pool[name] ?? []).filter((value) => jsonType(value) === json.type);
    const made = ofType(json, name);
    return known.length === 0 ? made : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: made });
  }

  function ofType(json: Json, name: string): fc.Arbitrary<unknown> {
    switch (json.type) {
      case "object":
        return objectOf(json);
      case "array": {
        const { minItems: minLength = 0, maxItems = minLength + 3 } = json;
        if (json.prefixItems) return fc.tuple(...json.prefixItems.map((item) => of(item, name)));
        return fc.array(of(json.items ?? {}, singular(name)), { minLength, maxLength: Math.min(maxItems, minLength + 3) });
      }
      case "string":
        return textOf(json);
      case "integer":
      case "number": {
        const { minimum: min = 0, maximum: max = 1_000 } = json;
        return fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max }));
      }
      case "boolean":
        return fc.boolean();
      case "null":
        return fc.constant(null);
      default:
        return fc.jsonValue({ maxDepth: 1 });
    }
  }

  function objectOf({ properties = {}, required = [], additionalProperties }: Json): fc.Arbitrary<unknown> {
    const named = Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, of(member, name)]));
    const requiredKeys = whole ? Object.keys(named) : required.filter((name) => name in named);
    if (Object.keys(named).length > 0 || typeof additionalProperties !== "object") return fc.record(named, { requiredKeys });
    return fc.dictionary(fc.constantFrom("a", "b", "c"), of(additionalProperties, ""));
  }

  const made = of(root, "");
  const known = whole ? [] : (pool[named] ?? []);
  return known.length === 0 ? made : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: made });
}

/** The type of a value in the words of JSON Schema. */
function jsonType(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

function singular(name: string): string {
  return name.replace(/s$/, "");
}

const instants = fc
  .date({ min: new Date("2025-01-01T00:00:00.000Z"), max: new Date("2032-01-01T00:00:00.000Z"), noInvalidDate: true })
  .map((date) => date.toISOString());
/** Names as they are in Ezhou: full-width punctuation, an interpunct, characters beyond the basic plane. */
const names = ["鄂州市生态环境局", "葛店（集团）有限公司", "阿布都·买买提", "𠮷野家 𪚥", "Echeng Steel Co., Ltd.", "x"];

/** Longest text that is tried at its bound: files of megabytes within a body have tests of their own, and would take a minute here. */
const longestTried = 150_000;

function textOf({ pattern, format, allOf = [], minLength = 0, maxLength = 60 }: Json): fc.Arbitrary<string> {
  if (format === "date-time") return instants;
  if (format === "date") return instants.map((instant) => instant.slice(0, 10));
  const patterns = [pattern, ...allOf.map((each) => each.pattern)].filter((each) => each !== undefined);
  const expressions = patterns.map((each) => new RegExp(each));
  const fits = (text: string): boolean =>
    text.length >= minLength && text.length <= maxLength && expressions.every((each) => each.test(text));
  const plausible = ["1", "0.5", "4000", "1000", "2026-06", "2027", "CNY", ...names].filter(fits);
  const [expression = /^[\x20-\x7e]{0,60}$/] = expressions;
  const atBounds = [minLength, maxLength]
    .filter((length) => length <= longestTried)
    .map((length) => "a".repeat(length))
    .filter(fits);
  const made = matching(expression);
  return fc.oneof(made, ...[plausible, atBounds].filter((some) => some.length > 0).map((some) => fc.constantFrom(...some)));
}

const knownMatching = new Map<string, fc.Arbitrary<string>>();

/** Texts that match an expression. Few expressions stand in thousands of fields, and to make the texts of one takes a tenth of a second. */
function matching(expression: RegExp): fc.Arbitrary<string> {
  const known = knownMatching.get(expression.source) ?? fc.stringMatching(expression, { maxLength: 80 });
  knownMatching.set(expression.source, known);
  return known;
}

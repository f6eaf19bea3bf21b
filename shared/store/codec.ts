import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { canonicalJson } from "../kernel/canonical-json.ts";
import { Decimal, plain } from "../kernel/decimal.ts";
import { InvariantViolation, invariant } from "../kernel/invariant.ts";
import type { Item } from "./client.ts";

/** Encodes a value as an attribute and back. Decoding throws on anything that encoding can't have written. */
export interface AttributeCodec<Value> {
  encode(value: Value): AttributeValue;
  decode(attribute: AttributeValue): Value;
  /** Whether the attribute may be absent; the row then holds undefined. */
  readonly optional?: boolean;
}

function mismatch(expected: string): never {
  throw new InvariantViolation(`stored attribute is not ${expected}`);
}

/** A text attribute. */
export const text: AttributeCodec<string> = { encode: (value) => ({ S: value }), decode: ({ S }) => S ?? mismatch("a text") };
/** Bytes. */
export const bytes: AttributeCodec<Uint8Array> = { encode: (value) => ({ B: value }), decode: ({ B }) => B ?? mismatch("bytes") };
/** A yes or no. */
export const flag: AttributeCodec<boolean> = { encode: (value) => ({ BOOL: value }), decode: ({ BOOL }) => BOOL ?? mismatch("a boolean") };
/** A safe integer: versions, counters. */
export const integer: AttributeCodec<number> = {
  encode(value) {
    invariant(Number.isSafeInteger(value), "stored integers are safe integers");
    return { N: String(value) };
  },
  decode({ N }) {
    const value = Number(N ?? mismatch("a number"));
    return Number.isSafeInteger(value) ? value : mismatch("a whole number");
  },
};

/** An exact decimal with at most `scale` places: DynamoDB keeps 38 digits and would round more silently, so more is a fault. */
export function decimalNumber(scale: number): AttributeCodec<Decimal> {
  return {
    encode(value) {
      invariant(
        value.decimalPlaces() <= scale && value.precision(true) <= 38,
        `a stored decimal has at most ${scale} places and 38 digits`,
      );
      return { N: plain(value) };
    },
    decode: ({ N }) => new Decimal(N ?? mismatch("a decimal")),
  };
}
/** Tonnes: whole kilograms. */
export const tonnes = decimalNumber(3);
/** CNY: whole fen. */
export const money = decimalNumber(2);
/** Ratios and unit prices, kept as text so that any scale is kept. */
export const decimalText: AttributeCodec<Decimal> = {
  encode: (value) => ({ S: plain(value) }),
  decode: ({ S }) => new Decimal(S ?? mismatch("a decimal text")),
};
/** A list of texts, in order. */
export const texts: AttributeCodec<readonly string[]> = {
  encode: (value) => ({ L: value.map((each) => ({ S: each })) }),
  decode: ({ L }) => (L ?? mismatch("a list")).map(({ S }) => S ?? mismatch("a text")),
};
/** A set of texts, which updates add to and delete from without reading it; a set without texts is no attribute. */
export const textSet: AttributeCodec<readonly string[]> = {
  encode: (value) => ({ SS: [...value] }),
  decode: ({ SS }) => SS ?? mismatch("a set of texts"),
};
/** A whole structure as canonical JSON; decimals inside are strings, so `parse` should decode them with a schema. */
export function json<Value>(parse: (value: unknown) => Value): AttributeCodec<Value> {
  return { encode: (value) => ({ S: canonicalJson(value) }), decode: ({ S }) => parse(JSON.parse(S ?? mismatch("a JSON text"))) };
}
/** A closed set of words, such as the states of a lifecycle. */
export function oneOf<const Word extends string>(...words: readonly Word[]): AttributeCodec<Word> {
  return {
    encode: (value) => ({ S: value }),
    decode: ({ S }) => words.find((word) => word === S) ?? mismatch(`one of ${words.join(", ")}`),
  };
}
/** A list of words of a closed set, in order. */
export function eachOneOf<const Word extends string>(...words: readonly Word[]): AttributeCodec<readonly Word[]> {
  const word = oneOf(...words);
  return { encode: (value) => ({ L: value.map(word.encode) }), decode: ({ L }) => (L ?? mismatch("a list")).map(word.decode) };
}
/** A codec for an attribute that may be absent. */
export function optional<Value>(codec: AttributeCodec<Value>): AttributeCodec<Value | undefined> & { readonly optional: true } {
  return { encode: (value) => (value === undefined ? mismatch("present") : codec.encode(value)), decode: codec.decode, optional: true };
}

type Fields = Record<string, AttributeCodec<never>>;
type OptionalNames<F> = { [Name in keyof F]: F[Name] extends { readonly optional: true } ? Name : never }[keyof F];
type ValueOf<Codec> = Codec extends AttributeCodec<infer Value> ? Value : never;
/** The row a set of field codecs describes. */
export type RowOf<F> = { readonly [Name in Exclude<keyof F, OptionalNames<F>>]: ValueOf<F[Name]> } & {
  readonly [Name in OptionalNames<F>]?: ValueOf<F[Name]>;
};

/** Both directions between a row and an item, and the row's type (`Row = RowOf<typeof fields>`). */
export interface RowCodec<Row> {
  /** The attributes of a row, keys not included; undefined members are left out. */
  encode(row: Row): Item;
  /** The row in an item; throws `InvariantViolation` with the name of the malformed attribute. */
  decode(item: Item): Row;
}

/** A codec for rows with these fields; other attributes are ignored on reading and never written. */
export function rowCodec<const F extends { readonly [Name in keyof F]: AttributeCodec<never> | AttributeCodec<unknown> | F[Name] }>(
  fields: F,
): RowCodec<RowOf<F>> {
  const entries = Object.entries(fields as unknown as Fields) as [string, AttributeCodec<unknown>][];
  return {
    encode(row) {
      const item: Item = {};
      for (const [name, codec] of entries) {
        const value = (row as Record<string, unknown>)[name];
        if (value !== undefined) item[name] = codec.encode(value);
        else invariant(codec.optional, `a row needs ${name}`);
      }
      return item;
    },
    decode(item) {
      const row: Record<string, unknown> = {};
      for (const [name, codec] of entries) {
        const attribute = item[name];
        if (attribute !== undefined) row[name] = decodeAttribute(name, codec, attribute);
        else invariant(codec.optional, `stored row lacks ${name}`);
      }
      return row as RowOf<F>;
    },
  };
}

function decodeAttribute(name: string, codec: AttributeCodec<unknown>, attribute: AttributeValue): unknown {
  try {
    return codec.decode(attribute);
  } catch (error) {
    throw new InvariantViolation(`stored attribute ${name} can't be read`, { cause: error });
  }
}

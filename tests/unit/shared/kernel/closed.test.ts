import { describe, expect, it } from "vitest";
import * as z from "zod";
import { closed } from "../../../../shared/kernel/closed.ts";

const inner = z.object({ a: z.string() }).meta({ id: "Inner" });
const outer = z.object({
  one: inner.describe("Described"),
  many: z.array(inner).optional(),
  named: z.record(z.string(), inner).default({}),
  either: z.union([inner, z.string()]).nullable(),
  kind: z.discriminatedUnion("type", [z.object({ type: z.literal("a"), x: z.string() }), z.object({ type: z.literal("b") })]),
  refined: inner.superRefine(() => {}).transform((value) => value.a),
});
const valid = {
  one: { a: "1" },
  many: [{ a: "1" }],
  named: { x: { a: "1" } },
  either: { a: "1" },
  kind: { type: "a", x: "1" },
  refined: { a: "1" },
};

describe("a closed input", () => {
  const schema = closed(outer);

  it("parses as before what it knows", () => {
    expect(schema.parse(valid)).toEqual({ ...valid, refined: "1" });
  });

  it.each([
    { ...valid, more: 1 },
    { ...valid, one: { a: "1", more: 1 } },
    { ...valid, many: [{ a: "1", more: 1 }] },
    { ...valid, named: { x: { a: "1", more: 1 } } },
    { ...valid, either: { a: "1", more: 1 } },
    { ...valid, kind: { type: "a", x: "1", more: 1 } },
    { ...valid, kind: { type: "b", x: "1" } },
    { ...valid, refined: { a: "1", more: 1 } },
    { ...valid, one: JSON.parse('{"a":"1","__proto__":{}}') as unknown },
  ])("refuses an unknown member at any depth: %j", (input) => {
    expect(schema.safeParse(input).success).toBe(false);
    expect(outer.safeParse(input).success).toBe(true);
  });

  it("keeps the ids and descriptions of its parts", () => {
    const described = z.toJSONSchema(schema, { io: "input" });
    expect(described.$defs?.Inner).toMatchObject({ additionalProperties: false });
    expect(described.properties?.one).toEqual({ $ref: "#/$defs/Inner", description: "Described" });
  });

  it("can't be made of what has no parts to close", () => {
    expect(() => closed(z.intersection(inner, inner))).toThrow("can't be a intersection");
  });
});

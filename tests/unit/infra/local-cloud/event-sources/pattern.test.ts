import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { queueFilter, streamFilter } from "../../../../../infra/local-cloud/event-sources/filters.ts";
import { compilePattern } from "../../../../../infra/local-cloud/event-sources/pattern.ts";

describe("event patterns", () => {
  it.each([
    ["a literal", { a: ["x"] }, { a: "x" }, { a: "y" }],
    ["one of several literals", { a: ["x", "y"] }, { a: "y" }, { a: "z" }],
    ["a number, not its text", { a: [1] }, { a: 1 }, { a: "1" }],
    ["null, not absence", { a: [null] }, { a: null }, {}],
    ["nested fields", { a: { b: ["x"] } }, { a: { b: "x", c: 1 } }, { a: "x" }],
    ["any entry of a list", { a: ["x"] }, { a: ["y", "x"] }, { a: ["y"] }],
    ["any object of a list", { a: { b: ["x"] } }, { a: [{ b: "y" }, { b: "x" }] }, { a: [{ c: "x" }] }],
    ["prefix", { a: [{ prefix: "per" }] }, { a: "permit" }, { a: "super" }],
    ["prefix in any case", { a: [{ prefix: { "equals-ignore-case": "PER" } }] }, { a: "permit" }, { a: "super" }],
    ["suffix", { a: [{ suffix: ".json" }] }, { a: "x.json" }, { a: "json.x" }],
    ["anything-but", { a: [{ "anything-but": ["x", "y"] }] }, { a: "z" }, { a: "y" }],
    ["anything-but never fits what is absent", { a: [{ "anything-but": "x" }] }, { a: "z" }, {}],
    ["anything-but a prefix", { a: [{ "anything-but": { prefix: "x" } }] }, { a: "ax" }, { a: "xa" }],
    ["a numeric range", { a: [{ numeric: [">", 0, "<=", 5] }] }, { a: 5 }, { a: 5.1 }],
    ["numeric never fits a text", { a: [{ numeric: ["=", 5] }] }, { a: 5 }, { a: "5" }],
    ["exists", { a: [{ exists: true }] }, { a: null }, {}],
    ["exists only sees leaves", { a: { S: [{ exists: true }] } }, { a: { S: "x" } }, { a: { N: "1" } }],
    ["absence", { a: [{ exists: false }] }, { b: 1 }, { a: 1 }],
    ["absence below what is absent", { a: { b: [{ exists: false }] } }, {}, { a: { b: 1 } }],
    ["wildcard", { a: [{ wildcard: "auction-*-ed" }] }, { a: "auction-clear-ed" }, { a: "auction-cleared-x" }],
    ["equals-ignore-case", { a: [{ "equals-ignore-case": "OPEN" }] }, { a: "oPen" }, { a: "opened" }],
    ["$or beside other fields", { c: [1], $or: [{ a: ["x"] }, { b: ["y"] }] }, { b: "y", c: 1 }, { a: "x", c: 2 }],
  ])("know %s", (_what, pattern, fitting, other) => {
    const fits = compilePattern(pattern);
    expect([fits(fitting), fits(other)]).toEqual([true, false]);
  });

  it.each([
    [{ a: "x" }],
    [{ a: [] }],
    [{}],
    ["x"],
    [{ a: [{ cidr: "10.0.0.0/24" }] }],
    [{ a: [{ prefix: 1 }] }],
    [{ a: [{ numeric: ["~", 1] }] }],
    [{ $or: [{ a: ["x"] }] }],
    [{ a: [{ prefix: "x", suffix: "y" }] }],
  ])("refuse %j", (pattern) => {
    expect(() => compilePattern(pattern)).toThrow();
  });

  it("fit the object they were written from, and not one that differs in a named field", () => {
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const name = fc.stringMatching(/^[a-z]{1,3}$/);
    const { tree } = fc.letrec<{ tree: Record<string, unknown> }>((tie) => ({
      tree: fc.dictionary(name, fc.oneof({ depthSize: "small" }, leaf, tie("tree")), { minKeys: 1, maxKeys: 4 }),
    }));
    fc.assert(
      fc.property(tree, fc.string(), (event, extra) => {
        const pattern = patternOf(event);
        expect(compilePattern(pattern)({ ...event, [`extra ${extra}`]: 1 })).toBe(true);
        expect(compilePattern({ ...pattern, missing: [{ exists: true }] })(event)).toBe(false);
        const [first] = Object.keys(event);
        expect(compilePattern(pattern)({ ...event, [first ?? ""]: { other: 1 } })).toBe(false);
      }),
    );
  });

  it("are complementary: anything-but fits exactly the texts that the list doesn't hold", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), fc.string(), (excluded, text) => {
        const value = excluded.length % 2 === 0 ? text : (excluded[0] ?? text);
        expect(compilePattern({ a: [{ "anything-but": excluded }] })({ a: value })).toBe(!compilePattern({ a: excluded })({ a: value }));
      }),
    );
  });

  it("read a wildcard as a text with gaps", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z.+$^()[\]{}|?]{1,4}$/), { minLength: 2, maxLength: 4 }), fc.string(), (parts, gap) => {
        expect(compilePattern({ a: [{ wildcard: parts.join("*") }] })({ a: parts.join(gap) })).toBe(true);
        expect(compilePattern({ a: [{ wildcard: parts.join("*") }] })({ a: `#${parts.join(gap)}` })).toBe(false);
      }),
    );
  });
});

describe("filters of event sources", () => {
  it("let everything pass when there are none, and what fits one of several", () => {
    expect(streamFilter([])({ eventName: "INSERT" })).toBe(true);
    const either = streamFilter(['{"eventName":["INSERT"]}', '{"eventName":["REMOVE"]}']);
    expect(["INSERT", "MODIFY", "REMOVE"].map((eventName) => either({ eventName }))).toEqual([true, false, true]);
  });

  it("look into a JSON body for a pattern with fields, and at its text for one without", () => {
    const fields = queueFilter(['{"body":{"kind":["a"]}}']);
    expect([fields({ body: '{"kind":"a"}' }), fields({ body: '{"kind":"b"}' }), fields({ body: "a" })]).toEqual([true, false, false]);
    const plain = queueFilter(['{"body":["a"]}']);
    expect([plain({ body: "a" }), plain({ body: "b" }), plain({ body: '{"kind":"a"}' })]).toEqual([true, false, false]);
  });
});

function patternOf(event: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(event).map(([name, value]) => [name, typeof value === "object" && value !== null ? patternOf({ ...value }) : [value]]),
  );
}

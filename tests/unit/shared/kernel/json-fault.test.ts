import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bodyBounds } from "../../../../shared/http/json-bounds.ts";
import { jsonFault } from "../../../../shared/kernel/json-fault.ts";

/** As many members as `count`, with different names. */
function members(count: number): string {
  return `{${Array.from({ length: count }, (_, index) => `"m${index}": ${index}`).join()}}`;
}
function nested(depth: number): string {
  return `${'{"a":['.repeat(depth / 2)}1${"]}".repeat(depth / 2)}`;
}

describe("a JSON text", () => {
  it("that names no member twice and is within the bounds has no fault, whatever is in it", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom(undefined, 2, "\t"), (value, blanks) => {
        expect(jsonFault(JSON.stringify(value, null, blanks), bodyBounds)).toBeUndefined();
      }),
    );
  });

  it("that names a member twice is refused, also inside arrays and under another spelling", () => {
    for (const text of ['{"a":1,"a":1}', '[{"b":[]},{"a":1, "b":2, "a" :3}]', '{"x":{"a":1,"\\u0061":2}}', '{"__proto__":1,"__proto__":2}'])
      expect(jsonFault(text, bodyBounds)).toContain("occurs twice");
    for (const text of ['{"a":{"a":{"a":1}}}', '[{"a":1},{"a":1}]', '{"a":"a","b":"a:"}', '["a","a"]', '{"a":"{\\"a\\":1,\\"a\\":2}"}'])
      expect(jsonFault(text, bodyBounds)).toBeUndefined();
  });

  it("of twenty thousand members and elements is within the bounds, one more is not", () => {
    expect(jsonFault(members(bodyBounds.values), bodyBounds)).toBeUndefined();
    expect(jsonFault(members(bodyBounds.values + 1), bodyBounds)).toContain("at most 20000 members and elements");
    expect(jsonFault(`[${"1,".repeat(bodyBounds.values)}1]`, bodyBounds)).toContain("at most 20000");
    expect(jsonFault(`[${"[],".repeat(bodyBounds.values / 2)}[]]`, bodyBounds)).toContain("at most 20000");
  });

  it("of ten levels is within the bounds, more are not, even without an end", () => {
    expect(jsonFault(nested(bodyBounds.depth), bodyBounds)).toBeUndefined();
    expect(jsonFault(nested(bodyBounds.depth + 2), bodyBounds)).toContain("at most 10 deep");
    expect(jsonFault("[".repeat(1_000_000), bodyBounds)).toContain("at most 10 deep");
  });

  it("has names of at most a hundred characters", () => {
    expect(jsonFault(`{"${"n".repeat(100)}":1}`, bodyBounds)).toBeUndefined();
    expect(jsonFault(`{"${"n".repeat(101)}":1}`, bodyBounds)).toContain("at most 100 characters");
  });
});

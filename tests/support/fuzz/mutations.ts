import * as fc from "fast-check";

/** Texts that no input may hold. */
export const forbiddenTexts = [
  "\ud800",
  "名称\udc00",
  "a\u0000b",
  "a\u001fb",
  "\u0085",
  "\u2028",
  "safe\u202egnp.exe",
  "\u2066x\u2069",
  "zero\u200bwidth",
  "\ufeffbom",
  "soft\u00adhyphen",
  "\u3164",
  "\u{e0041}",
  "e\u0301",
  "\ue000",
  "\uffff",
  "\ufffd",
] as const;

/** Values that are odd, but not everywhere forbidden. */
const oddValues = [
  "",
  " ",
  "　",
  "x".repeat(100_000),
  "%",
  "%ff",
  "../..",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "1e1",
  " 5",
  "+5",
  "0x10",
  "05",
  "-0",
  "NaN",
  "９",
  "1e400",
  "+275760-09-13T00:00:00.000Z",
  "0000-01-01T00:00:00.000Z",
  "9999-12-31T23:59:59.999Z",
  "10000-01-01T00:00:00.000Z",
  "2026-02-30T00:00:00Z",
  "1969-12-31",
  "9999-12-31",
  "0000-01",
  "9999-12",
  "Infinity",
  "' OR 1=1 --",
  "<script>",
  "#pk#sk",
  "a~b~c",
  0,
  -1,
  0.1,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  true,
  null,
  [],
  {},
  [[[[[]]]]],
  { __proto__: null, length: -1 },
  Array.from({ length: 300 }, () => 7),
] as const;

/** What was done to a valid input. */
export type Mutation = "none" | "removed" | "retyped" | "odd" | "unknown" | "forbidden";

/** An input, and what was done to it. Input with an unknown member or a forbidden text is never accepted. */
export interface Mutated {
  readonly mutation: Mutation;
  readonly value: unknown;
}

type Members = Record<string, unknown>;

/** Inputs that are valid, or one step away from it, at any depth. */
export function mutated(valid: fc.Arbitrary<unknown>): fc.Arbitrary<Mutated> {
  const untouched = valid.map((value): Mutated => ({ mutation: "none", value }));
  const changed = fc
    .record({ value: valid, at: fc.nat(), odd: fc.constantFrom(...oddValues), text: fc.constantFrom(...forbiddenTexts), how: hows })
    .map(({ value, at, odd, text, how }): Mutated => {
      const copy: unknown = structuredClone(value);
      const objects = objectsIn(copy);
      const slots = slotsIn(copy);
      const slot = slots[at % Math.max(1, slots.length)];
      const object = objects[at % Math.max(1, objects.length)];
      if (how === "unknown" && object && !Array.isArray(object)) {
        Object.defineProperty(object, at % 3 === 0 ? "__proto__" : `unknown${at % 7}`, { value: odd, enumerable: true });
        return { mutation: how, value: copy };
      }
      if (slot === undefined || how === "unknown") return { mutation: "none", value: copy };
      if (how === "removed") delete slot.object[slot.name];
      else slot.object[slot.name] = how === "retyped" ? retyped(slot.object[slot.name]) : how === "odd" ? odd : text;
      return { mutation: how, value: copy };
    });
  return fc.oneof({ weight: 1, arbitrary: untouched }, { weight: 2, arbitrary: changed });
}

const others: readonly unknown[] = ["x", "", 7, null, [], {}];

/** The input with each of its members in turn left out, and given as something else. */
export function eachMemberChanged(valid: unknown): Mutated[] {
  return slotsIn(valid).flatMap((_, index) => {
    const changed = (mutation: Mutation, change: (slot: Slot) => void): Mutated => {
      const copy: unknown = structuredClone(valid);
      change(slotsIn(copy)[index] as Slot);
      return { mutation, value: copy };
    };
    const replaced = others.map((other) => changed("retyped", ({ object, name }) => void Object.assign(object, { [name]: other })));
    return [changed("removed", ({ object, name }) => void delete object[name]), ...replaced];
  });
}

const hows = fc.constantFrom("removed", "retyped", "odd", "odd", "unknown", "forbidden");

/** A member of an object, or an element of an array, at any depth. */
interface Slot {
  readonly object: Members;
  readonly name: string;
}

function slotsIn(value: unknown): Slot[] {
  return objectsIn(value).flatMap((object) => Object.keys(object).map((name) => ({ object, name })));
}

function objectsIn(value: unknown): Members[] {
  if (typeof value !== "object" || value === null) return [];
  return [value as Members, ...Object.values(value).flatMap(objectsIn)];
}

function retyped(value: unknown): unknown {
  if (typeof value === "string") return Number.isNaN(Number(value)) ? [value] : Number(value);
  return typeof value === "number" ? String(value) : "text";
}

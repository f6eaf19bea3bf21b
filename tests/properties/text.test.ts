import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textFault } from "../../shared/kernel/text.ts";
import { forbiddenTexts } from "../support/fuzz/mutations.ts";

/** A character of one of these ranges of code points. */
function characters(...ranges: readonly (readonly [first: number, last: number])[]): fc.Arbitrary<string> {
  return fc.oneof(...ranges.map(([min, max]) => fc.integer({ min, max }))).map((code) => String.fromCodePoint(code));
}
/** The blocks of unified ideographs, extensions A to H. */
const ideographs = characters([0x3400, 0x4dbf], [0x4e00, 0x9fff], [0x20000, 0x2a6df], [0x2a700, 0x2ebe0], [0x30000, 0x323af]);
const forbidden = fc.oneof(
  characters([0x00, 0x08], [0x0b, 0x0c], [0x0e, 0x1f], [0x7f, 0x9f], [0x2028, 0x2029]),
  // Invisible: hyphens, joiners, direction marks, blanks, fillers, variation selectors, tags.
  characters([0xad, 0xad], [0xa0, 0xa0], [0x200b, 0x200f], [0x202a, 0x202f], [0x2060, 0x2064], [0x2066, 0x206f], [0x3164, 0x3164]),
  characters([0x2000, 0x200a], [0xfe00, 0xfe0f], [0xfeff, 0xfeff], [0xe0001, 0xe007f], [0xe0100, 0xe01ef]),
  characters([0xd800, 0xdfff], [0xe000, 0xf8ff], [0xfdd0, 0xfdef], [0xfffd, 0xffff], [0xf0000, 0xffffd], [0x2fffe, 0x2ffff]),
);

describe("one rule for all text", () => {
  it.each([
    "鄂州市生态环境局",
    "葛店（集团）有限公司：“一期”、《批复》——2026〔61〕号",
    "阿布都·买买提",
    "𠮷野家 𪚥 𰻝 \u{2EBF0} \u{323B0}",
    "全　角　空　格",
    "Škoda Ελλάς Ёж",
    "a\tb\r\nc",
    "",
  ])("lets %j pass", (text) => {
    expect(textFault(text)).toBeUndefined();
  });

  it.each([...forbiddenTexts])("refuses %j", (text) => {
    expect(textFault(text)).toBeDefined();
  });

  it("lets every ideograph of every plane pass that has one form only", () => {
    fc.assert(
      fc.property(fc.array(ideographs, { minLength: 1 }), (all) => {
        expect(textFault(all.join(""))).toBeUndefined();
      }),
    );
  });

  it("refuses a control, invisible, private, unassigned or half character wherever it is", () => {
    fc.assert(
      fc.property(fc.string(), forbidden, fc.string(), (before, odd, after) => {
        expect(textFault(before + odd + after)).toBeDefined();
      }),
    );
  });

  it("names the character and its place, counted as a reader counts", () => {
    expect(textFault("𠮷野\u202e家")).toMatch(/^第 3 个字符 U\+202E 不可用：.*character 3, U\+202E, is not allowed: /);
  });

  it("lets a text pass only in normal form C, and corrects nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        if (textFault(text) === undefined) expect(text.normalize("NFC")).toBe(text);
      }),
    );
    expect(textFault("e\u0301".normalize("NFC"))).toBeUndefined();
  });
});

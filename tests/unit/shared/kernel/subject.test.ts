import { describe, expect, it } from "vitest";
import { isPlainSubject, subject } from "../../../../shared/kernel/subject.ts";

const odd: readonly (readonly [what: string, text: string])[] = [
  ["nothing", ""],
  ["a blank", " "],
  ["a blank before", " zhang"],
  ["a blank after", "zhang "],
  ["a no-break space after", "zhang\u00a0"],
  ["a line break", "zhang\n"],
  ["a zero byte", "zh\u0000ang"],
  ["a direction mark", "zhang\u202e"],
  ["a zero-width space", "zhang\u200b"],
  ["a lone surrogate", "zhang\ud800"],
  ["a letter that looks like another", "zh\u0430ng"],
  ["a composed character", "zh\u00e4ng"],
  ["the same character decomposed", "zha\u0308ng"],
  ["more than 255 characters", "z".repeat(256)],
];

describe("the subject of a token", () => {
  it.each(odd)("is refused with %s", (_what, text) => {
    expect(isPlainSubject(text)).toBe(false);
    expect(subject.safeParse(text).success).toBe(false);
  });

  it.each(["z", "auth0|5f7c8ec7c33c6c004bbafe82", "Zhang San", "248289761001", "z".repeat(255)])("is taken as it is: %s", (text) => {
    expect(subject.parse(text)).toBe(text);
  });
});

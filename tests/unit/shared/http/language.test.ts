import { expect, it } from "vitest";
import { languageOf } from "../../../../shared/http/language.ts";

it.each([
  [undefined, "zh"],
  ["", "zh"],
  ["en", "en"],
  ["en-GB", "en"],
  ["zh-TW", "zh"],
  ["fr", "zh"],
  ["fr, de;q=0.9, en;q=0.1", "en"],
  ["en;q=0.5, zh;q=0.9", "zh"],
  ["zh;q=0.5, en-GB;q=0.9", "en"],
  ["en, zh", "en"],
  ["zh, en", "zh"],
  ["*", "zh"],
  ["fr, *;q=0.5", "zh"],
  ["zh;q=0, *", "en"],
  ["en;q=0", "zh"],
  ["en;q=0.1", "en"],
  ["EN ; Q=0.8 , zh ; q=0.2", "en"],
  ["en;q=2", "zh"],
  ["english", "zh"],
  ["\u00ff, en", "en"],
  [`${"x".repeat(10_000)},en`, "zh"],
])("takes Accept-Language %j for %s", (header, language) => {
  expect(languageOf(header)).toBe(language);
});

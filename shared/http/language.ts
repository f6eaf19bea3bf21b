import type { Bilingual } from "../kernel/problem.ts";

/** The product's languages as `Content-Language` names them. */
export const languageTags = { zh: "zh-CN", en: "en" } as const satisfies Record<keyof Bilingual, string>;

const languages = ["zh", "en"] as const;
const range = /^\s*(\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?\s*$/i;
/** Languages that are read of a header; whoever sends more gets an answer all the same. */
const mostRanges = 50;

/**
 * The language of an answer by `Accept-Language` (RFC 9110, 12.5.4): the one with the highest quality, the first named where two are equal,
 * and Chinese where neither is acceptable or nothing is asked for.
 */
export function languageOf(acceptLanguage: string | undefined): keyof Bilingual {
  const asked = (acceptLanguage ?? "")
    .slice(0, 1_000)
    .split(",", mostRanges)
    .flatMap((each, position) => {
      const [, tag, quality = "1"] = range.exec(each) ?? [];
      return tag === undefined ? [] : [{ primary: tag.toLowerCase().split("-")[0], quality: Number(quality), position }];
    });
  const wishes = languages.flatMap((language) => {
    const named = asked.filter(({ primary }) => primary === language);
    const best = (named.length > 0 ? named : asked.filter(({ primary }) => primary === "*"))
      .toSorted((a, b) => b.quality - a.quality)
      .at(0);
    return best && best.quality > 0 ? [{ language, ...best }] : [];
  });
  return wishes.toSorted((a, b) => b.quality - a.quality || a.position - b.position).at(0)?.language ?? "zh";
}

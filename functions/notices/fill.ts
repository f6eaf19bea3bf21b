import type { Bilingual } from "../../shared/kernel/problem.ts";
import { permitTerm } from "../../shared/permits/instruments.ts";
import { pools } from "../../shared/permits/pools.ts";

type Language = keyof Bilingual;

/** Words for codes in facts. */
type Words = Readonly<Record<string, Bilingual>>;

const locales = { zh: "zh-CN", en: "en-GB" } as const satisfies Record<Language, string>;

/** Formats for the members of a fact: grouped digits, Beijing time, permit terms, codes in words. */
const formats: Readonly<Record<string, (value: string, language: Language, words: Words) => string>> = {
  money: (value, language) =>
    new Intl.NumberFormat(locales[language], { minimumFractionDigits: 2 }).format(value as Intl.StringNumericLiteral),
  instant(value, language) {
    const options = { dateStyle: "long", timeStyle: "short", timeZone: "Asia/Shanghai" } as const;
    const written = new Intl.DateTimeFormat(locales[language], options).format(new Date(value));
    return language === "zh" ? `北京时间 ${written} ` : `${written} Beijing time`;
  },
  permit(value, language) {
    const term = permitTerm(value);
    if (!term) return value;
    const pool = pools.find(({ id }) => id === term.pool)?.[language] ?? term.pool;
    return language === "zh"
      ? `${term.pollutant}（${pool}，${term.from} 至 ${term.to}）`
      : `${term.pollutant} (${pool}, ${term.from} to ${term.to})`;
  },
  word: (value, language, words) => words[value]?.[language] ?? value,
};

/** The text with the fact's members filled in; placeholders of members that are not texts or numbers stay as they are. */
export function filled(text: Bilingual, data: Readonly<Record<string, unknown>>, words: Words): Bilingual {
  const fill = (language: Language) =>
    text[language].replace(/\{(\w+)(?::(\w+))?\}/g, (whole, name: string, format?: string) => {
      const value = data[name];
      if (typeof value !== "string" && typeof value !== "number") return whole;
      return format ? (formats[format]?.(String(value), language, words) ?? whole) : String(value);
    });
  return { zh: fill("zh"), en: fill("en") };
}

import type { Bilingual } from "./problem.ts";

const locales = { zh: "zh-CN", en: "en-GB" } as const satisfies Record<keyof Bilingual, string>;

/** An amount as people of a language write it, with grouped digits and two decimals at least: `40,000.00`. */
export function moneyText(cny: string, language: keyof Bilingual): string {
  return new Intl.NumberFormat(locales[language], { minimumFractionDigits: 2 }).format(cny as Intl.StringNumericLiteral);
}

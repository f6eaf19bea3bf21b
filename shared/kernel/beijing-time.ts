import type { Instant } from "./clock.ts";
import type { Bilingual } from "./problem.ts";

const locales = { zh: "zh-CN", en: "en-GB" } as const satisfies Record<keyof Bilingual, string>;

/** An instant as people of the city read it; with seconds where it has some. */
export function beijingTime(instant: Instant, language: keyof Bilingual): string {
  const date = new Date(instant);
  const timeStyle = date.getTime() % 60_000 === 0 ? "short" : "medium";
  const written = new Intl.DateTimeFormat(locales[language], { dateStyle: "long", timeStyle, timeZone: "Asia/Shanghai" }).format(date);
  return language === "zh" ? `北京时间 ${written}` : `${written} Beijing time`;
}

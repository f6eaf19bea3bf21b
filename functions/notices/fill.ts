import { pools } from "../../shared/kernel/areas.ts";
import type { Bilingual } from "../../shared/kernel/problem.ts";
import { permitTerm } from "../../shared/ledger/instrument.ts";

type Language = keyof Bilingual;

const locales = { zh: "zh-CN", en: "en-GB" } as const satisfies Record<Language, string>;

/** Codes of facts that members read, in words. */
const words: Readonly<Record<string, Bilingual>> = {
  "no-award": { zh: "报价未入围", en: "outbid" },
  cancelled: { zh: "竞价已取消", en: "the auction was cancelled" },
  negotiate: { zh: "仅一家有效报价，转为协议", en: "only one bidder, left to negotiation" },
  "no-valid-bids": { zh: "无有效报价", en: "no valid bids" },
  "dishonest-debtor": { zh: "失信被执行人名单", en: "of dishonest debtors" },
  "abnormal-operation": { zh: "经营异常名录", en: "of abnormal operation" },
  "major-tax-violation": { zh: "重大税收违法名单", en: "of major tax violations" },
  "open-environmental-sanction": { zh: "未结环境处罚名单", en: "of open environmental sanctions" },
};

/** How a member of a fact is written in a text: exact digits grouped, Beijing time, terms of permits, codes in words. */
const formats: Readonly<Record<string, (value: string, language: Language) => string>> = {
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
  word: (value, language) => words[value]?.[language] ?? value,
};

/** The text with the fact's members filled in; members that are not plain texts or numbers stay as they are written. */
export function filled(text: Bilingual, data: Readonly<Record<string, unknown>>): Bilingual {
  const fill = (language: Language) =>
    text[language].replace(/\{(\w+)(?::(\w+))?\}/g, (whole, name: string, format?: string) => {
      const value = data[name];
      if (typeof value !== "string" && typeof value !== "number") return whole;
      return format ? (formats[format]?.(String(value), language) ?? whole) : String(value);
    });
  return { zh: fill("zh"), en: fill("en") };
}

import { type Decimal, decimal, plain, zero } from "../../shared/kernel/decimal.ts";
import { moneyText } from "../../shared/kernel/money-text.ts";
import type { Bilingual } from "../../shared/kernel/problem.ts";
import { permitTerm } from "../../shared/permits/instruments.ts";
import { pools } from "../../shared/permits/pools.ts";
import { itemName, itemUnit } from "../../shared/valuation/asset-items.ts";
import { instrumentText, instrumentUnit } from "../../shared/valuation/instrument-names.ts";

type Language = keyof Bilingual;

/** Words for codes in facts. */
type Words = Readonly<Record<string, Bilingual>>;

const locales = { zh: "zh-CN", en: "en-GB" } as const satisfies Record<Language, string>;

/** Formats for the members of a fact: grouped digits, Beijing time, permit terms, codes in words. */
const formats: Readonly<Record<string, (value: string, language: Language, words: Words) => string>> = {
  money: (value, language) => moneyText(value, language),
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
  asset: (value, language) => itemName(value)[language],
  assetUnit: (value, language) => itemUnit(value)[language],
  instrument: (value, language) => instrumentText(value)[language],
  instrumentUnit: (value, language) => instrumentUnit(value)[language],
  word: (value, language, words) => words[value]?.[language] ?? value,
};

/** Formats for members that are lists or objects; undefined for a member that is none of the kind. */
const structures: Readonly<Record<string, (value: unknown, language: Language, words: Words) => string | undefined>> = {
  /** Codes in words, one after the other. */
  wordList(value, language, words) {
    if (!Array.isArray(value)) return undefined;
    const said = value.map((code) => words[code]?.[language] ?? String(code));
    return language === "zh" ? said.join("、") : new Intl.ListFormat(locales.en).format(said);
  },
  permits: (value, language) => (Array.isArray(value) ? tonnesByPollutant(value, language) : undefined),
  /** References of delivered blocks, one after the other. */
  blocks(value, language) {
    if (!Array.isArray(value)) return undefined;
    const references = value.flatMap((each: { readonly blockReference?: string }) => each.blockReference ?? []);
    return language === "zh" ? references.join("、") : new Intl.ListFormat(locales.en).format(references);
  },
  /** Of which site, in front of a noun in Chinese and behind it in English; nothing where the fact does not know the site. */
  ofSite(value, language) {
    const { siteName } = Object(value) as { readonly siteName?: string };
    if (siteName === undefined) return "";
    return language === "zh" ? `场所“${siteName}”的` : ` of the site “${siteName}”`;
  },
  /** What a fact says in both languages itself. */
  inWords(value, language) {
    const said = (Object(value) as Partial<Bilingual>)[language];
    return typeof said === "string" ? said : undefined;
  },
  /** A price, with the one that it takes the place of and the reason of a correction, where there are any. */
  priceChange(value, language) {
    const { priceCny, previousPriceCny, correctionReason } = Object(value) as Readonly<Record<string, string | undefined>>;
    if (priceCny === undefined) return undefined;
    const [now, before] = [priceCny, previousPriceCny].map((price) => price && moneyText(price, language));
    if (language === "zh") {
      const reason = correctionReason === undefined ? "" : `（更正：${correctionReason}）`;
      return `${before === undefined ? "为" : `由 ${before} 元调整为`} ${now} 元${reason}`;
    }
    const reason = correctionReason === undefined ? "" : `, corrected because: ${correctionReason}`;
    return `is ${now} CNY${before === undefined ? "" : ` instead of ${before} CNY`}${reason}`;
  },
};

/** What a list of permits or amounts adds up to for each pollutant, in the order of the list. */
function tonnesByPollutant(list: readonly unknown[], language: Language): string {
  const totals = new Map<string, Decimal>();
  for (const each of list) {
    const { pollutant, instrument = "", tonnes } = each as { readonly [member: string]: string | undefined };
    const name = pollutant ?? permitTerm(instrument)?.pollutant ?? instrument;
    totals.set(name, (totals.get(name) ?? zero).plus(decimal(tonnes ?? "0")));
  }
  const names = [...totals].map(([name, total]) => (language === "zh" ? `${name} ${plain(total)} 吨` : `${plain(total)} t of ${name}`));
  if (language === "zh") return names.join("、") || "无";
  return new Intl.ListFormat(locales.en).format(names) || "none";
}

/** The text with the fact's members filled in; placeholders of members that don't fit their format stay as they are. */
export function filled(text: Bilingual, data: Readonly<Record<string, unknown>>, words: Words): Bilingual {
  const fill = (language: Language) =>
    text[language].replace(/\{(\w+)(?::(\w+))?\}/g, (whole, name: string, format?: string) => {
      const value = data[name];
      const structure = format === undefined ? undefined : structures[format];
      if (structure) return structure(value, language, words) ?? whole;
      if (typeof value !== "string" && typeof value !== "number") return whole;
      return format ? (formats[format]?.(String(value), language, words) ?? whole) : String(value);
    });
  return { zh: fill("zh"), en: fill("en") };
}

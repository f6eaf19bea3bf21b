import { beijingTime } from "./beijing-time.ts";
import { Decimal, type Decimal as DecimalValue, plain } from "./decimal.ts";
import { messageIn } from "./message.ts";
import type { Refusal } from "./outcome.ts";
import type { Bilingual, ProblemRow, Words } from "./problem.ts";

type Facts = Readonly<Record<string, unknown>>;

/**
 * The members of a refusal besides its code as they are sent: decimals as plain strings, and texts of the product, such as the source of a rule,
 * in the language of the answer.
 */
export function factsOf(refusal: Refusal, language: keyof Bilingual): Facts {
  const { code, ...facts } = refusal as Refusal & Facts;
  return wireValue(facts, language) as Facts;
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/**
 * The detail of a problem in one language; `{name}` becomes the member of that name: by the name of its word if the row has words for it, an
 * instant in Beijing time.
 */
export function detailOf(row: Pick<ProblemRow, "detail" | "words">, facts: Facts, language: keyof Bilingual): string {
  return row.detail[language].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in facts ? asText(facts[name], row.words?.[name] ?? {}, language) : whole,
  );
}

function wireValue(value: unknown, language: keyof Bilingual): unknown {
  if (value instanceof Decimal) return plain(value as DecimalValue);
  if (typeof value === "string") return messageIn(value, language);
  if (Array.isArray(value)) return value.map((each) => wireValue(each, language));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, wireValue(member, language)]));
  return value;
}

function asText(value: unknown, words: Words, language: keyof Bilingual): string {
  if (Array.isArray(value)) return value.map((each) => asText(each, words, language)).join(language === "zh" ? "、" : ", ");
  if (typeof value !== "string") return JSON.stringify(value);
  if (instant.test(value)) return beijingTime(value, language);
  return Object.hasOwn(words, value) ? (words[value]?.[language] ?? value) : value;
}

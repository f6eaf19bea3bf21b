import type { Bilingual } from "./problem.ts";

/** Separates the two languages of a message; never occurs in texts. */
const separator = "\u001f";

/** A schema's message in both languages, as the single string a schema can carry; `messageIn` extracts one language. */
export function message(zh: string, en: string): string {
  return `${zh}${separator}${en}`;
}

/** A text in two languages as one message. */
export function messageOf({ zh, en }: Bilingual): string {
  return message(zh, en);
}

/** One language of a message; a text without a separator is the same in both. */
export function messageIn(text: string, language: keyof Bilingual): string {
  const [zh = text, en = text] = text.split(separator);
  return language === "en" ? en : zh;
}

/** Both languages of a message. */
export function bilingual(text: string): Bilingual {
  return { zh: messageIn(text, "zh"), en: messageIn(text, "en") };
}

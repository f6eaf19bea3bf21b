import type { Bilingual } from "./problem.ts";

/** Parts the halves of a message; no text holds it. */
const separator = "\u001f";

/** A schema's message in both languages, as the one text that a schema can carry; `messageIn` takes a reader's half of it. */
export function message(zh: string, en: string): string {
  return `${zh}${separator}${en}`;
}

/** The half of a message for a reader; a text without halves is the same for everybody. */
export function messageIn(text: string, language: keyof Bilingual): string {
  const [zh = text, en = text] = text.split(separator);
  return language === "en" ? en : zh;
}

import { message } from "./message.ts";

/** Characters that no input may hold, and why; `\t`, line feed and carriage return are left to the schema, because files have lines. */
const forbidden: readonly { readonly characters: RegExp; readonly zh: string; readonly en: string }[] = [
  // Half of a surrogate pair, or the mark that a decoder leaves for bytes it could not read.
  { characters: /[\p{Cs}\uFFFD]/v, zh: "文字在传输中已损坏", en: "the text was damaged on its way" },
  { characters: /[[\p{Cc}--[\t\n\r]]\p{Zl}\p{Zp}]/v, zh: "控制字符", en: "a control character" },
  // Direction marks, joiners, variation selectors, fillers, and blanks other than the space and the ideographic space.
  {
    characters: /[\p{Cf}\p{Default_Ignorable_Code_Point}[\p{Zs}--[ \u3000]]\u2800]/v,
    zh: "不可见或改变文字方向的字符",
    en: "a character that is invisible or changes the direction of text",
  },
  // Planes 2 and 3 are reserved for ideographs: a rare character of a name passes before the runtime's Unicode version knows it.
  {
    characters: /[\p{Co}[\p{Cn}--[\u{20000}-\u{2FFFD}\u{30000}-\u{3FFFD}]]]/v,
    zh: "私用区或未分配的字符",
    en: "a private or unassigned character",
  },
];

/**
 * Why a text can't be an input, in both languages; undefined if it can. The one rule for all text, applied before anything trims or compares
 * it: no damaged, control, invisible, direction, private or unassigned characters, and Unicode normal form C. Nothing is corrected, because
 * what was entered is what is stored, hashed and approved.
 */
export function textFault(text: string): string | undefined {
  for (const { characters, zh, en } of forbidden) {
    const at = text.search(characters);
    if (at < 0) continue;
    const position = [...text.slice(0, at)].length + 1;
    const code = `U+${(text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
    return message(`第 ${position} 个字符 ${code} 不可用：${zh}`, `character ${position}, ${code}, is not allowed: ${en}`);
  }
  if (text.normalize("NFC") === text) return undefined;
  return message("须为 Unicode 规范组合形式（NFC）", "must be in Unicode normal form C (composed characters)");
}

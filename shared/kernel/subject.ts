import * as z from "zod";
import { message } from "./message.ts";

/** Visible ASCII, with blanks inside only, as OpenID Connect demands of `sub`: one person can't have two spellings that look alike. */
const plain = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/**
 * Whether a text can be the subject of a token. Subjects are compared as they are, byte by byte, so what a reader can't tell apart is
 * refused: blanks at the ends, control and direction characters, anything outside ASCII, more than 255 characters.
 */
export function isPlainSubject(text: string): boolean {
  return plain.test(text);
}

/** A token's subject in an input: never trimmed or changed in any way. */
export const subject = z
  .string()
  .regex(
    plain,
    message(
      "须为访问令牌的 sub：1–255 个可见 ASCII 字符，首尾不得有空格",
      "the `sub` of a token: 1 to 255 visible ASCII characters without blanks at the ends",
    ),
  )
  .describe("Subject of the person's token, exactly as the issuer gives it");

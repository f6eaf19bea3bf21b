import { message } from "./message.ts";
import { shortText } from "./schemas.ts";

/** Code points of a name that are compared; compatibility forms may be longer than what was typed. */
const comparedAtMost = 220;

/**
 * The one form in which names of legal entities are compared and searched: compatibility forms unified (full width, ligatures), lower case,
 * and only letters and digits, so that `长江造纸（集团）` and `长江造纸(集团)` are the same name. Never shown.
 */
export function comparableName(name: string): string {
  const folded = name.normalize("NFKC").toLowerCase().normalize("NFKC");
  return [...folded.replace(/[^\p{L}\p{M}\p{N}]/gu, "")].slice(0, comparedAtMost).join("");
}

/** The name of a legal entity in an input: a short text with at least one letter or digit. */
export const legalName = shortText
  .refine((name) => comparableName(name) !== "", message("须含文字或数字", "at least one letter or digit"))
  .describe("Name of the legal entity as on its business licence");

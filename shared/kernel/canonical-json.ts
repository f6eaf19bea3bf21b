import { Decimal, plain } from "./decimal.ts";
import { invariant } from "./invariant.ts";

/**
 * Canonical text of a value for hashing and storing: keys sorted by UTF-16 code unit, no white space, decimals as plain strings, undefined
 * members left out. JS numbers with a fraction are refused, because they have no canonical text.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (typeof value === "number") {
    invariant(Number.isSafeInteger(value), "canonical JSON holds whole numbers and decimal strings only");
    return String(value);
  }
  if (value instanceof Decimal) return `"${plain(value)}"`;
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  invariant(typeof value === "object", `canonical JSON can't hold a ${typeof value}`);
  let members = "";
  // The default order of strings is by UTF-16 code unit.
  for (const key of Object.keys(value).sort()) {
    const member: unknown = (value as Record<string, unknown>)[key];
    if (member !== undefined) members += `${members && ","}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

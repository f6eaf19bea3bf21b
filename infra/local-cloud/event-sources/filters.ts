import { type Fields, fieldsOf, isFields } from "../values.ts";
import { compilePattern, type Pattern } from "./pattern.ts";

/** Compiles the filters of a stream source: a record passes when one of them matches, or when there are none. */
export function streamFilter(filters: readonly string[]): Pattern {
  const patterns = filters.map((filter) => compilePattern(JSON.parse(filter)));
  return (record) => patterns.length === 0 || patterns.some((pattern) => pattern(record));
}

/**
 * Compiles the filters of a queue source. A pattern for fields of `body` matches only messages whose body is JSON, a pattern for the body as
 * a string only those whose body is not, as on Lambda.
 */
export function queueFilter(filters: readonly string[]): (message: Fields) => boolean {
  const patterns = filters.map((filter) => {
    const pattern: unknown = JSON.parse(filter);
    return { wantsFields: isFields(fieldsOf(pattern).body), hasBody: fieldsOf(pattern).body !== undefined, fits: compilePattern(pattern) };
  });
  return (message) => {
    if (patterns.length === 0) return true;
    const parsed = parsedBody(message.body);
    return patterns.some(({ wantsFields, hasBody, fits }) => {
      if (hasBody && wantsFields !== (parsed !== undefined)) return false;
      return fits(wantsFields ? { ...message, body: parsed } : message);
    });
  };
}

function parsedBody(body: unknown): Fields | undefined {
  try {
    const value: unknown = JSON.parse(String(body));
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Fields of a JSON object from outside; looked at one by one and never trusted. */
export type Fields = Readonly<Record<string, unknown>>;

/** A value as an object with fields; anything else has none. */
export function record(value: unknown): Fields {
  return isObject(value) ? value : {};
}

/** A value as a list; anything else is empty. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A value as text; anything else is undefined. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A JSON text as a value; undefined when it is none. */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

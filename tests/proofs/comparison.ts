import type { Fields } from "../../infra/local-cloud/values.ts";

/** One resource: what its template says of it, and what the account has. */
export interface Pair {
  readonly type: string;
  readonly name: string;
  readonly wanted: Fields;
  /** Undefined when there is no such resource. */
  readonly found: Fields | undefined;
}

/** The outcome of a comparison. */
export interface Comparison {
  /** How many properties are as the templates say. */
  readonly equal: number;
  /** A line for each property that differs, and for each resource that is missing. */
  readonly differences: readonly string[];
  /** Properties, as `type property`, that the account holds for no resource of the type: it does not model them. */
  readonly unmodelled: readonly string[];
}

/** Compares resources property by property; the order of members, and of a property's list entries, does not count. */
export function compare(pairs: readonly Pair[]): Comparison {
  const differences: string[] = [];
  const unmodelled = new Set<string>();
  let equal = 0;
  for (const { type, name, wanted, found } of pairs) {
    if (!found) {
      differences.push(`${type} ${name} was not created`);
      continue;
    }
    for (const [property, value] of Object.entries(wanted).filter(([, each]) => each !== undefined)) {
      const other = found[property];
      const modelled = pairs.some((pair) => pair.type === type && pair.found?.[property] !== undefined);
      if (!modelled) unmodelled.add(`${type} ${property}`);
      else if (canonical(value) === canonical(other)) equal += 1;
      else differences.push(`${type} ${name}: ${property} is ${canonical(other)}, and should be ${canonical(value)}`);
    }
  }
  return { equal, differences, unmodelled: [...unmodelled].sort() };
}

/** One text for values that mean the same: numbers and flags are texts in some answers. */
function canonical(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? "absent";
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}

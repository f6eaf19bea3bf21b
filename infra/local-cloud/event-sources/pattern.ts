import { isFields, list } from "../values.ts";

/** Whether a value matches a compiled pattern. */
export type Pattern = (value: unknown) => boolean;

type Leaf = (value: unknown) => boolean;

/**
 * Compiles an event pattern, as in EventBridge rules and filters of event sources: every field must match, and one entry of a
 * list. Knows literals, `prefix`, `suffix`, `anything-but`, `numeric`, `exists`, `wildcard`, `equals-ignore-case` and `$or`.
 * Throws on everything else, as the services refuse it.
 */
export function compilePattern(pattern: unknown): Pattern {
  if (!isFields(pattern) || Object.keys(pattern).length === 0)
    throw new Error(`an event pattern is an object with fields: ${JSON.stringify(pattern)}`);
  const parts = Object.entries(pattern).map(([name, wanted]): Pattern => {
    if (name === "$or") {
      if (!Array.isArray(wanted) || wanted.length < 2) throw new Error("$or takes a list of at least two patterns");
      const alternatives = wanted.map(compilePattern);
      return (value) => alternatives.some((alternative) => alternative(value));
    }
    const inner = Array.isArray(wanted) ? compileLeaves(name, wanted) : compilePattern(wanted);
    return (value) => inner(isFields(value) && Object.hasOwn(value, name) ? value[name] : undefined);
  });
  const whole = (value: unknown): boolean => parts.every((part) => part(value));
  return (value) => (Array.isArray(value) ? value.some(whole) : whole(value));
}

function compileLeaves(name: string, wanted: readonly unknown[]): Pattern {
  if (wanted.length === 0) throw new Error(`an empty list never fits: ${name}`);
  const leaves = wanted.map(compileLeaf);
  const existence = wanted.map((entry) => (isFields(entry) && typeof entry.exists === "boolean" ? entry.exists : undefined));
  return (value) =>
    leaves.some((leaf, position) => {
      const exists = existence[position];
      if (exists !== undefined) return isLeaf(value) === exists;
      return Array.isArray(value) ? value.some(leaf) : leaf(value);
    });
}

/** `exists` sees leaves only: an object has fields of its own. */
function isLeaf(value: unknown): boolean {
  return value !== undefined && !isFields(value);
}

function compileLeaf(wanted: unknown): Leaf {
  if (wanted === null || typeof wanted !== "object") return (value) => value === wanted;
  const [[operator, operand] = ["", undefined], ...more] = Object.entries(wanted);
  if (more.length > 0) throw new Error(`a matcher has one operator: ${JSON.stringify(wanted)}`);
  if (operator === "exists") {
    if (typeof operand !== "boolean") throw new Error("exists takes true or false");
    return () => false;
  }
  if (operator === "numeric") return compileNumeric(list(operand));
  if (operator === "anything-but") return compileAnythingBut(operand);
  return compileText(operator, operand);
}

function compileAnythingBut(operand: unknown): Leaf {
  if (isFields(operand)) {
    const [[operator, inner] = ["", undefined], ...more] = Object.entries(operand);
    if (more.length > 0) throw new Error(`a matcher has one operator: ${JSON.stringify(operand)}`);
    const excluded = (Array.isArray(inner) ? inner : [inner]).map((text) => compileText(operator, text));
    return (value) => value !== undefined && !isFields(value) && !excluded.some((leaf) => leaf(value));
  }
  const excluded = new Set(Array.isArray(operand) ? operand : [operand]);
  if (excluded.size === 0 || [...excluded].some((value) => typeof value === "object"))
    throw new Error("anything-but takes texts or numbers");
  return (value) => value !== undefined && !isFields(value) && !excluded.has(value);
}

function compileText(operator: string, operand: unknown): Leaf {
  if (isFields(operand) && (operator === "prefix" || operator === "suffix")) {
    const text = operand["equals-ignore-case"];
    if (typeof text !== "string") throw new Error(`${operator} takes a text`);
    const plain = compileText(operator, text.toLowerCase());
    return (value) => typeof value === "string" && plain(value.toLowerCase());
  }
  if (typeof operand !== "string") throw new Error(`not a known matcher: ${operator} with ${JSON.stringify(operand)}`);
  if (operator === "prefix") return (value) => typeof value === "string" && value.startsWith(operand);
  if (operator === "suffix") return (value) => typeof value === "string" && value.endsWith(operand);
  if (operator === "equals-ignore-case") return (value) => typeof value === "string" && value.toLowerCase() === operand.toLowerCase();
  if (operator === "wildcard") {
    const expression = wildcardExpression(operand);
    return (value) => typeof value === "string" && expression.test(value);
  }
  throw new Error(`not a known matcher: ${operator}`);
}

/** `*` is any text; `\*` and `\\` are the characters themselves. */
function wildcardExpression(pattern: string): RegExp {
  if (/\*\*/.test(pattern)) throw new Error("a wildcard has no consecutive asterisks");
  const source = pattern.replace(/\\([*\\])|\*|[.+?^${}()|[\]\\]/g, (found, escaped?: string) => {
    if (escaped !== undefined) return `\\${escaped}`;
    return found === "*" ? ".*" : `\\${found}`;
  });
  return new RegExp(`^${source}$`, "s");
}

const comparisons: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "=": (value, limit) => value === limit,
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
};

function compileNumeric(operand: readonly unknown[]): Leaf {
  if (operand.length !== 2 && operand.length !== 4) throw new Error("numeric takes one or two comparisons");
  const tests = operand.flatMap((operator, position): ((value: number) => boolean)[] => {
    if (position % 2 === 1) return [];
    const compare = comparisons[String(operator)];
    const limit = operand[position + 1];
    if (!compare || typeof limit !== "number") throw new Error(`not a numeric comparison: ${JSON.stringify(operand)}`);
    return [(value) => compare(value, limit)];
  });
  return (value) => typeof value === "number" && tests.every((test) => test(value));
}

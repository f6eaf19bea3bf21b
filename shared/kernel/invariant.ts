/** Thrown when an invariant is broken: our fault, answered with 500 and without internals. */
export class InvariantViolation extends Error {
  override readonly name = "InvariantViolation";
}

/** Asserts what must hold for any input; the message says what was expected. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantViolation(message);
}

/** The value, or an `InvariantViolation` naming what is missing. */
export function required<Value>(value: Value | undefined | null, what: string): Value {
  invariant(value !== undefined && value !== null, `missing: ${what}`);
  return value;
}

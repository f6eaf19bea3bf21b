/** Thrown when something that can't be is: a fault of ours, answered with 500 and never with internals. */
export class InvariantViolation extends Error {
  override readonly name = "InvariantViolation";
}

/** Asserts what must hold whatever the input; the message says what was expected. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantViolation(message);
}

/** The value, or an `InvariantViolation` naming what is missing. */
export function required<Value>(value: Value | undefined | null, what: string): Value {
  invariant(value !== undefined && value !== null, `missing: ${what}`);
  return value;
}

/** A refusal is data: a stable code and the facts that explain it. Refusals are values, faults throw. */
export interface Refusal {
  /** Names a row of the context's problem table, for example `auction-not-open`. */
  readonly code: string;
}

/** Outcome of a decision or command: a value, or a refusal with its reason. */
export type Outcome<Value, R extends Refusal = Refusal> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: R };

/** The accepted outcome. */
export function accept<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** The refused outcome; nothing was changed. */
export function refuse<const R extends Refusal>(refusal: R): { readonly ok: false; readonly refusal: R } {
  return { ok: false, refusal };
}

/** It does not exist, or the caller may not see it: one of the common problems. */
export interface NotFound extends Refusal {
  readonly code: "not-found";
}

/** A refusal is data: a stable code and the facts that explain it. Refusals are values, faults throw. */
export interface Refusal {
  /** Names a row of the context's problem table, for example `auction-not-open`. */
  readonly code: string;
}

/** What a decision or a command comes to: a value, or a refusal with its reason. */
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

/** There is no such thing, or it is not the caller's to see: one of the common problems. */
export interface NotFound extends Refusal {
  readonly code: "not-found";
}

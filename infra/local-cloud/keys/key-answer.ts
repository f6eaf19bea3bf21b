import type { Fields } from "../values.ts";

/** An answer of the key service: a JSON body, with the name of an error if it is one. */
export interface KeyAnswer {
  readonly error?: string;
  readonly body: Fields;
}

/** Does one operation with the secret of a key, as that is kept. */
export type KeyOperation = (arn: string, secret: string, body: Fields) => KeyAnswer;

/** The answer that refuses an operation. */
export function refusal(error: string, message = ""): KeyAnswer {
  return { error, body: { message } };
}

import { randomBytes } from "node:crypto";

/** The pages of personas that wait for a click. */
export interface OpenForms {
  /** Keeps an authorization request; returns the word that its page must send back. */
  open(query: URLSearchParams): string;
  /** The request of a word, once; undefined if there is none, it was taken, or it is ten minutes old. */
  take(word: string): URLSearchParams | undefined;
}

const lifetime = 10 * 60_000;
const most = 1_000;

/** No page is open yet. Beyond a thousand the oldest is forgotten. */
export function openForms(now: () => number): OpenForms {
  const waiting = new Map<string, { readonly query: URLSearchParams; readonly until: number }>();
  return {
    open(query) {
      const word = randomBytes(24).toString("base64url");
      const [oldest] = waiting.keys();
      if (waiting.size >= most && oldest !== undefined) waiting.delete(oldest);
      waiting.set(word, { query, until: now() + lifetime });
      return word;
    },
    take(word) {
      const found = waiting.get(word);
      waiting.delete(word);
      return found && found.until > now() ? found.query : undefined;
    },
  };
}

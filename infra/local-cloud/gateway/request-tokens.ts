import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { fieldsOf, parseJson } from "../values.ts";
import { writeWhole } from "../whole-file.ts";

/** What to do with a request that carries a token. */
type TokenVerdict =
  | { readonly kind: "new" }
  | { readonly kind: "replay"; readonly reply: string }
  | { readonly kind: "mismatch" }
  | { readonly kind: "in-progress" };

/** The client request tokens of the last ten minutes. */
export interface RequestTokens {
  /** Opens a token, unless it was used before. */
  open(token: string, request: string): TokenVerdict;
  /** The request was committed with this answer. */
  commit(token: string, reply: string): void;
  /** Forgets the token of a refused request: it may be used again. */
  release(token: string): void;
}

interface Entry {
  readonly fingerprint: string;
  readonly expiresAt: number;
  /** Undefined while the request is running. */
  reply: string | undefined;
}

/** First line of the file, so that an empty one is not taken for one without tokens. */
const header = '{"tokens":"of the last ten minutes"}\n';
const lifetime = 10 * 60 * 1000;

/**
 * Keeps tokens for ten minutes of `now` (epoch milliseconds), as DynamoDB does: the same token with the same request is answered without
 * running it again. With a file they survive this process, however it ends; only a kill between the engine's commit and the
 * next statement here loses a token.
 */
export function requestTokens(now: () => number, file?: string): RequestTokens {
  const entries = new Map<string, Entry>();
  if (file) {
    const saved = existsSync(file) ? readEntries(readFileSync(file, "utf8")) : [];
    for (const [token, entry] of saved) if (entry.expiresAt > now()) entries.set(token, entry);
    writeWhole(file, header + [...entries].map(([token, entry]) => line(token, entry)).join(""));
  }
  return {
    open: (token, request) => {
      forgetExpired();
      const fingerprint = createHash("sha1").update(request).digest("base64");
      const entry = entries.get(token);
      if (!entry) {
        entries.set(token, { fingerprint, expiresAt: now() + lifetime, reply: undefined });
        return { kind: "new" };
      }
      if (entry.fingerprint !== fingerprint) return { kind: "mismatch" };
      return entry.reply === undefined ? { kind: "in-progress" } : { kind: "replay", reply: entry.reply };
    },
    commit: (token, reply) => {
      const entry = entries.get(token);
      if (!entry) return;
      entry.reply = reply;
      if (file) appendFileSync(file, line(token, entry));
    },
    release: (token) => void entries.delete(token),
  };

  /** Entries are in order of expiry, since all have the same lifetime. */
  function forgetExpired(): void {
    for (const [token, { expiresAt }] of entries) {
      if (expiresAt > now()) return;
      entries.delete(token);
    }
  }
}

function line(token: string, { fingerprint, expiresAt, reply }: Entry): string {
  return `${JSON.stringify({ token, fingerprint, expiresAt, reply })}\n`;
}

/** Whether a file is whole: a kill, too, may have cut its last line short. */
export function holdsRequestTokens(text: string): boolean {
  if (!text.startsWith(header) || !text.endsWith("\n")) return false;
  const lines = text.slice(header.length).split("\n").slice(0, -1);
  return readEntries(lines.join("\n")).length === lines.length;
}

/** Lines that are no entries are left out. */
function readEntries(text: string): [string, Entry][] {
  return text.split("\n").flatMap((line): [string, Entry][] => {
    const { token, fingerprint, expiresAt, reply } = fieldsOf(parseJson(line));
    if (typeof token !== "string" || typeof fingerprint !== "string" || typeof expiresAt !== "number" || typeof reply !== "string")
      return [];
    return [[token, { fingerprint, expiresAt, reply }]];
  });
}

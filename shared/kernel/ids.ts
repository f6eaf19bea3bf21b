import { hash, randomBytes, randomUUID } from "node:crypto";
import { v7 } from "uuid";
import { epochMilliseconds, type Instant } from "./clock.ts";

/** A new identifier that sorts by time (UUID version 7) and can't be guessed. */
export function newId(at: Instant): string {
  return v7({ msecs: epochMilliseconds(at) });
}

/** A random identifier (UUID version 4): it reveals nothing, not even its time. */
export function randomId(): string {
  return randomUUID();
}

/** `bytes` random bytes in lower-case hex, for salts and seeds. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}

/** SHA-256 of bytes, or of a text in UTF-8; lower-case hex. */
export function sha256(content: string | Uint8Array): string {
  return hash("sha256", content, "hex");
}

/** One of `count` stripes, the same for the same key: spreads the keys of one auction or day over partitions. */
export function stripeOf(key: string, count: number): number {
  return Number.parseInt(sha256(key).slice(0, 8), 16) % count;
}

import { randomInt, scrypt, timingSafeEqual } from "node:crypto";
import { randomHex } from "../../../shared/kernel/ids.ts";

/** Letters and digits that people don't mistake for each other (Crockford's base 32). */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Fifty bits: with the cost of one guess, whoever reads the row can't find the code before it ends. */
const length = 10;
const hashBytes = 32;
/** 16 MiB and tens of milliseconds for each guess. */
const cost = { N: 2 ** 14, r: 8, p: 1 } as const;

/** Minutes for which a code counts. */
export const codeMinutes = 15;
/** Tries of one code. */
export const codeTries = 5;
/** Codes that a person may ask for in a day. */
export const codesPerDay = 5;

/** A new code, `K7QM2-4XWPR`, and what may be stored of it. */
export async function newCode(): Promise<{ readonly code: string; readonly codeHash: string; readonly codeSalt: string }> {
  const letters = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
  const codeSalt = randomHex(16);
  return { code: `${letters.slice(0, length / 2)}-${letters.slice(length / 2)}`, codeHash: await hashOf(letters, codeSalt), codeSalt };
}

/** Whether a code, as a person types it, is the one that was hashed. */
export async function codeMatches(typed: string, stored: { readonly codeHash: string; readonly codeSalt: string }): Promise<boolean> {
  const letters = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  const found = Buffer.from(await hashOf(letters, stored.codeSalt), "hex");
  return timingSafeEqual(found, Buffer.from(stored.codeHash, "hex"));
}

function hashOf(letters: string, salt: string): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(letters, salt, hashBytes, cost, (error, key) => (error ? reject(error) : resolve(key.toString("hex"))));
  });
}

import { createHash, createPrivateKey, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import { writeWhole } from "../whole-file.ts";
import type { Persona } from "./persona.ts";

/** Signs the tokens of the local issuer. */
export interface TokenSigner {
  /** The public keys. */
  readonly keySet: { readonly keys: readonly JWK[] };
  /** An access token for the API, valid for a working day of the local clock. */
  accessToken(persona: Persona, clientId: string): Promise<string>;
  /** An identity token, from which a portal learns who signed in. */
  idToken(persona: Persona, clientId: string, nonce: string | undefined): Promise<string>;
}

/** Lifetime of a token in seconds, by the local clock: a working day, so that one outlives the steps in which the clock is moved. */
export const tokenLifetime = 12 * 3_600;
const algorithm = "RS256";

/** A signer whose key is kept in a file (readable by its owner only), so that tokens outlive a restart. */
export async function tokenSigner(options: {
  readonly keyFile: string;
  readonly issuer: string;
  readonly audience: string;
  readonly now: () => number;
}): Promise<TokenSigner> {
  const { issuer, audience, now } = options;
  const secret = await signingKey(options.keyFile);
  const key = await importJWK(secret, algorithm);
  const { kty, n, e, kid } = secret;
  const sign = (claims: Record<string, unknown>, subject: string, to: string): Promise<string> => {
    const issuedAt = Math.floor(now() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: algorithm, typ: "JWT", ...(kid && { kid }) })
      .setIssuer(issuer)
      .setSubject(subject)
      .setAudience(to)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + tokenLifetime)
      .sign(key);
  };
  return {
    keySet: { keys: [{ kty, n, e, kid, alg: algorithm, use: "sig" } as JWK] },
    accessToken: (persona, clientId) => sign({ client_id: clientId, scope: "openid" }, persona.subject, audience),
    idToken: (persona, clientId, nonce) => sign({ name: persona.zh, ...(nonce && { nonce }) }, persona.subject, clientId),
  };
}

async function signingKey(file: string): Promise<JWK> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as JWK;
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: randomBytes(8).toString("hex") };
  writeWhole(file, JSON.stringify(key));
  return key;
}

/** Whether the text of a file is a key that tokens can be signed with. */
export function isSigningKey(text: string): boolean {
  try {
    return createPrivateKey({ key: JSON.parse(text), format: "jwk" }).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}

/** Whether a code verifier matches a PKCE challenge (S256, RFC 7636). */
export function verifiesChallenge(verifier: string, challenge: string): boolean {
  return createHash("sha256").update(verifier).digest("base64url") === challenge;
}

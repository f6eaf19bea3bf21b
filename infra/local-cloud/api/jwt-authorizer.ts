import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { fieldsOf } from "../values.ts";
import type { JwtAuthorizer } from "./http-api-definition.ts";

/** The authorizer's decision: the claims as the function sees them, or the status to answer with and what is said of the token. */
export type Authorization =
  | { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] }
  | { readonly status: 401 | 403; readonly challenge: string };

/** Algorithms of API Gateway's JWT authorizers: RSA only. */
const algorithms = ["RS256", "RS384", "RS512"];

/** Value of `www-authenticate` where nothing is said of the token: what AWS says of most faults is not documented. */
const plainChallenge = "Bearer";

/** What AWS says of a token, as its troubleshooting guide and published transcripts show it. */
function challenge(scopes: readonly string[], description: string): string {
  return `Bearer scope="${scopes.join(" ")}" error="invalid_token" error_description="${description}"`;
}

/**
 * The JWT authorizer of API Gateway: an RSA signature by a key of the issuer's set, exact issuer, audience (or client id where the token has
 * no audience), expiry by the local clock, and one of the route's scopes (403 without).
 */
export function jwtAuthorizer(now: () => number): (authorizer: JwtAuthorizer, header: string | undefined) => Promise<Authorization> {
  const keySets = new Map<string, Promise<JWTVerifyGetKey>>();

  return async ({ issuer, audience, scopes }, header) => {
    const token = /^(?:Bearer )?([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header ?? "")?.[1];
    const refused = (status: 401 | 403, said = plainChallenge): Authorization => ({ status, challenge: said });
    if (!token) return refused(401);
    const known = keySets.get(issuer) ?? discover(issuer);
    keySets.set(issuer, known);
    try {
      const keys = await known;
      // A token without a key id could be checked against any key: API Gateway refuses it.
      const withKeyId: JWTVerifyGetKey = (protectedHeader, input) => {
        if (!protectedHeader?.kid) throw new Error("the token names no key");
        return keys(protectedHeader, input);
      };
      const { payload } = await jwtVerify(token, withKeyId, { algorithms, issuer, currentDate: new Date(now()), requiredClaims: ["exp"] });
      if (!isForUs(payload, audience)) return refused(401, challenge(scopes, "the token does not have a valid audience"));
      if (Number(payload.iat ?? 0) * 1000 > now()) return refused(401);
      const granted = String(payload.scope ?? "")
        .split(" ")
        .filter(Boolean);
      if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) return refused(403);
      return { claims: claimTexts(payload), scopes: granted };
    } catch (error) {
      return error instanceof errors.JWTExpired ? refused(401, challenge(scopes, "the token has expired")) : refused(401);
    }
  };

  async function discover(issuer: string): Promise<JWTVerifyGetKey> {
    try {
      const configuration = fieldsOf(await (await fetch(`${issuer}/.well-known/openid-configuration`)).json());
      return createRemoteJWKSet(new URL(String(configuration.jwks_uri)));
    } catch (error) {
      keySets.delete(issuer);
      throw error;
    }
  }
}

/** `aud` decides; `client_id` counts only where there is none (Cognito's access tokens). */
function isForUs(payload: JWTPayload, audience: readonly string[]): boolean {
  const named = payload.aud === undefined ? [String(payload.client_id)] : [payload.aud].flat();
  return named.some((each) => audience.includes(each));
}

/** Claims reach the function as strings, lists as `"[a b]"`. */
function claimTexts(payload: JWTPayload): Record<string, string> {
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.map(String).join(" ")}]` : typeof value === "object" ? JSON.stringify(value) : String(value),
    ]),
  );
}

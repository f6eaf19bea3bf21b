import { canonicalJson } from "../../shared/kernel/canonical-json.ts";
import { type Check, failed, passed, type Result, skipped } from "./check.ts";

/** What a deployment should be, seen from outside. */
export interface Expected {
  /** Address of the API, without a slash at its end. */
  readonly url: string;
  /** API description of this checkout. */
  readonly description: Readonly<Record<string, unknown>>;
  /** Settings that it was deployed with, where they are known. */
  readonly origins: readonly string[];
  readonly issuer: string | undefined;
  readonly audience: string | undefined;
  /** An access token of the issuer. */
  readonly token: string | undefined;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

/** Milliseconds that API Gateway waits for an issuer's configuration, and for its keys; it refuses all tokens otherwise. */
const issuerPatience = 1_500;

/** Paths that everybody may read. */
const publicPaths = ["/auctions", "/events", "/problems/not-found"];
/** A path that needs a token. */
const ownPath = "/parties/own";
/** An origin that no deployment names. */
const strangeOrigin = "https://stranger.invalid";

/** Everything that anybody can see of a deployment; changes nothing in it. */
export function outsideChecks(expected: Expected): readonly Check[] {
  const { url, origins } = expected;
  return [
    { name: "API description", run: () => sameDescription(expected) },
    ...publicPaths.map((path) => ({ name: `GET ${path}`, run: () => answers(url + path) })),
    { name: `GET ${ownPath} without a token`, run: () => asksForToken(url + ownPath) },
    { name: "a path that is not there", run: () => isProblem(`${url}/no-such-path`) },
    ...origins.map((origin) => ({ name: `browsers at ${origin}`, run: () => allowsOrigin(url, origin) })),
    { name: "browsers elsewhere", run: () => refusesOrigin(url) },
    { name: "issuer", run: () => signsTokens(expected) },
    { name: "token", run: () => takesToken(expected) },
  ];
}

async function sameDescription({ url, description }: Expected): Promise<Result> {
  const response = await fetch(`${url}/openapi.json`);
  if (response.status !== 200)
    return failed(`status ${response.status}`, "is this the address of the API? It is the output ApiUrl of the stack -front");
  const served = (await response.json()) as Readonly<Record<string, unknown>>;
  return promised(served) === promised(description)
    ? passed("the same as in this checkout")
    : failed("another than in this checkout", "deploy this checkout, or check out the commit that is deployed");
}

/** What an API description promises: its operations and shapes, and not where it is served. */
function promised({ paths, components }: Readonly<Record<string, unknown>>): string {
  return canonicalJson({ paths, schemas: (components as { readonly schemas?: unknown } | undefined)?.schemas ?? null });
}

async function answers(address: string): Promise<Result> {
  const { status } = await fetch(address);
  if (status === 200) return passed("200");
  const inChina = status === 403 ? "; in aws-cn public routes need an ICP licence" : "";
  return failed(`status ${status}`, `look at the log of the function and the access log${inChina}`);
}

async function asksForToken(address: string): Promise<Result> {
  const { status, headers } = await fetch(address);
  const challenge = headers.get("www-authenticate") ?? "none";
  return status === 401 && /^bearer/i.test(challenge)
    ? passed(`401, www-authenticate: ${challenge}`)
    : failed(
        `status ${status}, www-authenticate: ${challenge}`,
        "the authorizer is not attached to this route: deploy the stack -front again",
      );
}

async function isProblem(address: string): Promise<Result> {
  const response = await fetch(address);
  const type = response.headers.get("content-type") ?? "none";
  return response.status === 404 && type.startsWith("application/problem+json")
    ? passed("404 with a problem document")
    : failed(`status ${response.status}, ${type}`, "the address is not that of the API, or an older version is deployed");
}

function preflight(url: string, origin: string): Promise<Response> {
  const headers = { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization,idempotency-key" };
  return fetch(`${url}/auctions`, { method: "OPTIONS", headers });
}

async function allowsOrigin(url: string, origin: string): Promise<Result> {
  const { headers } = await preflight(url, origin);
  const allowed = headers.get("access-control-allow-origin");
  return allowed === origin
    ? passed("may call the API")
    : failed(`allowed: ${allowed ?? "none"}`, "add it to ECOVALUE_PORTAL_ORIGINS and deploy");
}

async function refusesOrigin(url: string): Promise<Result> {
  const { headers } = await preflight(url, strangeOrigin);
  const allowed = headers.get("access-control-allow-origin");
  return allowed === null ? passed("may not") : failed(`allowed: ${allowed}`, "ECOVALUE_PORTAL_ORIGINS must name origins, never *");
}

interface Discovery {
  readonly issuer?: string;
  readonly jwks_uri?: string;
}
interface Keys {
  readonly keys?: readonly { readonly kty?: string; readonly kid?: string }[];
}

async function signsTokens({ issuer, now }: Expected): Promise<Result> {
  if (issuer === undefined) return skipped("set ECOVALUE_ISSUER to what was deployed");
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const started = now();
  const response = await fetch(address);
  if (response.status !== 200) return failed(`${address}: status ${response.status}`, "the issuer must publish its configuration there");
  const discovery = (await response.json()) as Discovery;
  const discovered = now();
  if (discovery.issuer !== issuer)
    return failed(`it calls itself ${discovery.issuer}`, "ECOVALUE_ISSUER must be exactly this, slash for slash");
  const { keys = [] } = (await (await fetch(discovery.jwks_uri ?? "")).json()) as Keys;
  const slowest = Math.max(discovered - started, now() - discovered);
  if (slowest > issuerPatience)
    return failed(
      `it took ${Math.round(slowest)} ms to answer`,
      `API Gateway waits for ${issuerPatience} ms, from the deployment's region: make the issuer faster, or serve its configuration and keys from a cache`,
    );
  const usable = keys.filter(({ kty, kid }) => kty === "RSA" && kid !== undefined);
  return usable.length > 0
    ? passed(`${usable.length} RSA keys`)
    : failed(`${keys.length} keys, none of RSA with an id`, "API Gateway takes RS256, RS384 and RS512 only: give the issuer an RSA key");
}

interface Claims {
  readonly iss?: string;
  readonly aud?: string | readonly string[];
  readonly client_id?: string;
  readonly sub?: string;
}

async function takesToken({ url, issuer, audience, token }: Expected): Promise<Result> {
  if (token === undefined) return skipped("put an access token into ACCESS_TOKEN");
  const claims = claimsOf(token);
  if (!claims)
    return failed(
      "it is no JSON Web Token",
      "the issuer must sign access tokens as JWTs; some give opaque ones unless asked for an audience",
    );
  if (issuer !== undefined && claims.iss !== issuer) return failed(`from ${claims.iss}`, "ECOVALUE_ISSUER names another issuer");
  // API Gateway looks at client_id only where there is no aud.
  const named = claims.aud === undefined ? [claims.client_id] : [claims.aud].flat();
  if (audience !== undefined && !named.includes(audience))
    return failed(`for ${named.join(", ")}`, "ECOVALUE_AUDIENCE names another audience");
  const { status } = await fetch(url + ownPath, { headers: { authorization: `Bearer ${token}` } });
  return status === 401
    ? failed("status 401", "it has expired, or issuer and audience are not those of the deployment")
    : passed(`status ${status}; the subject is ${claims.sub}`);
}

function claimsOf(token: string): Claims | undefined {
  try {
    return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Claims;
  } catch {
    return undefined;
  }
}

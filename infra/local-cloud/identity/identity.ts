import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { isForThisMachine, refuseHost } from "../loopback.ts";
import { type OpenForms, openForms } from "./open-forms.ts";
import { type Persona, personaNamed, type SignIn } from "./persona.ts";
import { personaPage } from "./persona-page.ts";
import { tokenLifetime, tokenSigner, verifiesChallenge } from "./tokens.ts";

/** The local OpenID issuer. */
export interface Identity {
  readonly issuer: string;
  /** An access token for a persona; throws when there is none of that name. */
  token(personaName: string): Promise<string>;
  stop(): Promise<void>;
}

interface Grant {
  readonly persona: Persona;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | undefined;
  readonly expiresAt: number;
}

interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** The clients that sign people in: portals, which are public clients, so PKCE is required. Developers' tools ask the control endpoint. */
const clients = ["portal"];
const codeLifetime = 60_000;

/**
 * Serves an OpenID issuer with a page of personas on loopback: authorization code with PKCE. Never deployed. Nobody has a password here, so
 * it matters who can ask: codes and answers go to the given origins only, and a persona is chosen by a click on the issuer's own page.
 */
export async function startIdentity(options: {
  readonly port?: number;
  readonly keyFile: string;
  readonly audience: string;
  readonly signIn: SignIn;
  /** Origins of the portals that people sign in to. */
  readonly origins: readonly string[];
  readonly now: () => number;
}): Promise<Identity> {
  const { now, signIn, origins } = options;
  const grants = new Map<string, Grant>();
  const forms: OpenForms = openForms(now);
  const server = createServer((request, response) => {
    if (!isForThisMachine(request)) return void refuseHost(response);
    void serve(request)
      .catch((): Reply => oauthError(500, "server_error", "the issuer failed"))
      .then((reply) => send(response, withCors(request, reply)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const signer = await tokenSigner({ ...options, issuer });

  return {
    issuer,
    async token(personaName) {
      const persona = personaNamed(signIn.personas, personaName);
      if (!persona) throw new Error(`there is no persona ${personaName}`);
      return signer.accessToken(persona, "command-line");
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function serve(request: IncomingMessage): Promise<Reply> {
    const url = new URL(request.url ?? "/", issuer);
    if (request.method === "OPTIONS") return { status: 204 };
    switch (`${request.method} ${url.pathname}`) {
      case "GET /.well-known/openid-configuration":
        return json(200, configuration(issuer));
      case "GET /jwks":
        return json(200, signer.keySet);
      case "GET /authorize":
        return authorize(url.searchParams);
      case "POST /authorize":
        return choose(request, new URLSearchParams(await bodyOf(request)));
      case "POST /token":
        return comesFrom(request, origins)
          ? token(new URLSearchParams(await bodyOf(request)))
          : oauthError(403, "access_denied", "this origin signs nobody in");
      case "GET /logout": {
        const target = url.searchParams.get("post_logout_redirect_uri") ?? "";
        return isOfPortal(target) ? redirect(target) : json(200, { signedOut: true });
      }
      default:
        return oauthError(404, "not_found", "there is nothing here");
    }
  }

  /** Answers of the issuer are read by portals only; pages of other origins get them without permission to read. */
  function withCors({ headers }: IncomingMessage, reply: Reply): Reply {
    const { origin } = headers;
    if (origin === undefined || !origins.includes(origin)) return { ...reply, headers: { vary: "origin", ...reply.headers } };
    const cors = { "access-control-allow-origin": origin, "access-control-allow-headers": "content-type", vary: "origin" };
    return { ...reply, headers: { ...cors, ...reply.headers } };
  }

  function isOfPortal(address: string): boolean {
    return URL.canParse(address) && origins.includes(new URL(address).origin);
  }

  /** Shows the page of personas. Whatever the request asks for, it is a person who chooses. */
  function authorize(query: URLSearchParams): Reply {
    const value = (name: string): string => query.get(name) ?? "";
    // Nothing is sent to a client that is not known.
    if (!clients.includes(value("client_id"))) return oauthError(400, "invalid_client", "client_id is not known");
    if (!isOfPortal(value("redirect_uri")))
      return oauthError(400, "invalid_request", "redirect_uri has to be at an origin that may call the API");
    if (value("response_type") !== "code") return backTo(query, { error: "unsupported_response_type" });
    if (!value("code_challenge") || value("code_challenge_method") !== "S256") {
      return backTo(query, { error: "invalid_request", error_description: "PKCE with S256 is required" });
    }
    const language = value("ui_locales").startsWith("en") ? "en" : "zh";
    return page(personaPage(signIn, { query, form: forms.open(query), language }), new URL(value("redirect_uri")).origin);
  }

  /** Gives a code for the persona that was clicked on: on a page of ours, which is good once, for what that page was asked. */
  function choose(request: IncomingMessage, form: URLSearchParams): Reply {
    const query = forms.take(form.get("form") ?? "");
    const persona = personaNamed(signIn.personas, form.get("persona") ?? "");
    if (!comesFromOwnPage(request) || !query || !persona)
      return oauthError(403, "access_denied", "a person is chosen on the issuer's own page, once");
    const code = randomBytes(24).toString("base64url");
    grants.set(code, {
      persona,
      clientId: query.get("client_id") ?? "",
      redirectUri: query.get("redirect_uri") ?? "",
      challenge: query.get("code_challenge") ?? "",
      nonce: query.get("nonce") ?? undefined,
      expiresAt: now() + codeLifetime,
    });
    return backTo(query, { code });
  }

  async function token(form: URLSearchParams): Promise<Reply> {
    if (form.get("grant_type") !== "authorization_code") return oauthError(400, "unsupported_grant_type", "authorization_code only");
    const code = form.get("code") ?? "";
    const grant = grants.get(code);
    // A code can be tried once, whether it succeeds or not.
    grants.delete(code);
    const valid =
      grant &&
      grant.expiresAt > now() &&
      grant.clientId === form.get("client_id") &&
      grant.redirectUri === form.get("redirect_uri") &&
      verifiesChallenge(form.get("code_verifier") ?? "", grant.challenge);
    if (!valid) return oauthError(400, "invalid_grant", "the code does not fit, was used or is too old");
    const { persona, clientId, nonce } = grant;
    return json(200, {
      access_token: await signer.accessToken(persona, clientId),
      id_token: await signer.idToken(persona, clientId, nonce),
      token_type: "Bearer",
      expires_in: tokenLifetime,
      scope: "openid",
    });
  }
}

/** Whether a browser sent the request for a page of one of these origins, as far as it says; other programs say nothing. */
function comesFrom({ headers }: IncomingMessage, origins: readonly string[]): boolean {
  return headers.origin === undefined || origins.includes(headers.origin);
}

/** Whether a browser sent the request for a page of the host that it went to. */
function comesFromOwnPage({ headers }: IncomingMessage): boolean {
  return headers.origin === `http://${headers.host}` && (headers["sec-fetch-site"] ?? "same-origin") === "same-origin";
}

/** Sends the browser back to where an authorization request came from. */
function backTo(query: URLSearchParams, answer: Record<string, string>): Reply {
  const target = new URL(query.get("redirect_uri") ?? "");
  const state = query.get("state");
  for (const [name, text] of Object.entries({ ...answer, ...(state && { state }) })) target.searchParams.set(name, text);
  return redirect(target.href);
}

function configuration(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/logout`,
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code"],
    code_challenge_methods_supported: ["S256"],
    id_token_signing_alg_values_supported: ["RS256"],
    subject_types_supported: ["public"],
    scopes_supported: ["openid"],
    token_endpoint_auth_methods_supported: ["none"],
    ui_locales_supported: ["zh-CN", "en"],
  };
}

function json(status: number, body: object): Reply {
  return { status, headers: { "content-type": "application/json", "cache-control": "no-store" }, body: JSON.stringify(body) };
}
function oauthError(status: number, error: string, description: string): Reply {
  return json(status, { error, error_description: description });
}
/** After a form has been sent, 303 makes the browser follow with a GET. */
function redirect(location: string): Reply {
  return { status: 303, headers: { location, "cache-control": "no-store" } };
}
/** The page of personas: nothing may frame it, or a page around it could have its visitor click; its form may lead back to the portal. */
function page(body: string, portal: string): Reply {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self' ${portal}`;
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", "content-security-policy": policy };
  return { status: 200, headers: { ...headers, "x-frame-options": "DENY", "cross-origin-opener-policy": "same-origin" }, body };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, { status, headers = {}, body = "" }: Reply): void {
  response.writeHead(status, headers);
  response.end(body);
}

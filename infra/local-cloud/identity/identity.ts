import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
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

/** The known clients: a portal and developers' tools. They are public clients, so PKCE is required. */
const clients = ["portal", "command-line"];
const codeLifetime = 60_000;
const loopback = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?(?:\/|$)/;

/** Serves an OpenID issuer with a page of personas on loopback: authorization code with PKCE. Never deployed. */
export async function startIdentity(options: {
  readonly port?: number;
  readonly keyFile: string;
  readonly audience: string;
  readonly signIn: SignIn;
  readonly now: () => number;
}): Promise<Identity> {
  const { now, signIn } = options;
  const grants = new Map<string, Grant>();
  const server = createServer((request, response) => {
    void serve(request)
      .catch((): Reply => oauthError(500, "server_error", "the issuer failed"))
      .then((reply) => send(response, reply));
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
      case "POST /token":
        return token(new URLSearchParams(await bodyOf(request)));
      case "GET /logout": {
        const target = url.searchParams.get("post_logout_redirect_uri") ?? "";
        return loopback.test(target) ? redirect(target) : json(200, { signedOut: true });
      }
      default:
        return oauthError(404, "not_found", "there is nothing here");
    }
  }

  function authorize(query: URLSearchParams): Reply {
    const value = (name: string): string => query.get(name) ?? "";
    // Nothing is sent to a client that is not known.
    if (!clients.includes(value("client_id"))) return oauthError(400, "invalid_client", "client_id is not known");
    if (!loopback.test(value("redirect_uri"))) return oauthError(400, "invalid_request", "redirect_uri has to be on this machine");
    const back = (answer: Record<string, string>): Reply => {
      const target = new URL(value("redirect_uri"));
      for (const [name, text] of Object.entries({ ...answer, ...(value("state") && { state: value("state") }) }))
        target.searchParams.set(name, text);
      return redirect(target.href);
    };
    if (value("response_type") !== "code") return back({ error: "unsupported_response_type" });
    if (!value("code_challenge") || value("code_challenge_method") !== "S256") {
      return back({ error: "invalid_request", error_description: "PKCE with S256 is required" });
    }
    const persona = personaNamed(signIn.personas, value("persona"));
    if (!persona) return html(personaPage(signIn, query, value("ui_locales").startsWith("en") ? "en" : "zh"));
    const code = randomBytes(24).toString("base64url");
    grants.set(code, {
      persona,
      clientId: value("client_id"),
      redirectUri: value("redirect_uri"),
      challenge: value("code_challenge"),
      nonce: query.get("nonce") ?? undefined,
      expiresAt: now() + codeLifetime,
    });
    return back({ code });
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
function redirect(location: string): Reply {
  return { status: 302, headers: { location, "cache-control": "no-store" } };
}
function html(body: string): Reply {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
  return { status: 200, headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy }, body };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, { status, headers = {}, body = "" }: Reply): void {
  response.writeHead(status, { "access-control-allow-origin": "*", "access-control-allow-headers": "content-type", ...headers });
  response.end(body);
}

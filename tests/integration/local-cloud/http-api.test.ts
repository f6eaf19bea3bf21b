import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type HttpApi, startHttpApi } from "../../../infra/local-cloud/api/http-api.ts";
import { matchRoute } from "../../../infra/local-cloud/api/http-api-definition.ts";
import { type Identity, startIdentity } from "../../../infra/local-cloud/identity/identity.ts";
import { askAs } from "../../support/hosts.ts";
import { testSignIn } from "../../support/small-cloud.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const audience = "api";
const start = Date.parse("2026-03-02T01:00:00.000Z");

interface Event {
  readonly rawPath: string;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly headers: Record<string, string>;
  readonly queryStringParameters?: Record<string, string>;
  readonly pathParameters?: Record<string, string>;
  readonly cookies?: string[];
  readonly requestContext: {
    readonly http: { readonly method: string };
    readonly authorizer?: { readonly jwt: { readonly claims: Record<string, string> } };
  };
}

describe("the HTTP API", () => {
  let folder: string;
  let identity: Identity;
  let api: HttpApi;
  let now = start;
  let answer: (event: Event) => unknown = (event) => event;

  beforeAll(async () => {
    folder = temporaryFolder("http");
    identity = await startIdentity({ keyFile: join(folder, "key.json"), audience, signIn: testSignIn, origins: [], now: () => now });
    const authorizer = { issuer: identity.issuer, audience: [audience], scopes: [] };
    const common = { functionName: "echo", timeoutMilliseconds: 1_000 };
    api = await startHttpApi({
      accountId: "000000000000",
      now: () => now,
      cors: {
        allowOrigins: ["http://portal.example"],
        allowMethods: ["GET", "PUT"],
        allowHeaders: ["authorization"],
        exposeHeaders: ["location"],
        maxAge: 3_600,
      },
      routes: [
        { ...common, routeKey: "GET /open/{name}" },
        { ...common, routeKey: "POST /open/{proxy+}" },
        { ...common, routeKey: "GET /closed", authorizer },
        { ...common, routeKey: "GET /scoped", authorizer: { ...authorizer, scopes: ["trade"] } },
      ],
      invoke: async (_name, event) => ({ payload: await answer(event as Event) }),
    });
  });
  afterAll(async () => {
    await api.stop();
    await identity.stop();
  });

  const closed = async (token?: string, path = "/closed") => {
    answer = (event) => event;
    const response = await fetch(`${api.url}${path}`, token ? { headers: { authorization: `Bearer ${token}` } } : {});
    return { status: response.status, body: (await response.json()) as Event & { message?: string } };
  };
  async function issuerKey() {
    const jwk = JSON.parse(readFileSync(join(folder, "key.json"), "utf8")) as JWK;
    return { key: await importJWK(jwk, "RS256"), kid: jwk.kid ?? "" };
  }
  /** A token of the real key, but for what is changed. */
  async function token(
    changed: { claims?: Record<string, unknown>; header?: Record<string, unknown>; key?: Parameters<SignJWT["sign"]>[0] } = {},
  ): Promise<string> {
    const { key, kid } = await issuerKey();
    const at = now / 1000;
    const claims = { iss: identity.issuer, aud: audience, sub: "someone", iat: at, exp: at + 60, ...changed.claims };
    return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid, ...changed.header }).sign(changed.key ?? key);
  }

  describe("its JWT authorizer", () => {
    it("lets a good token in and hands its claims on as texts", async () => {
      const good = await closed(await token({ claims: { roles: ["a", "b"], level: 3 } }));
      expect(good.status).toBe(200);
      expect(good.body.requestContext.authorizer?.jwt.claims).toMatchObject({ sub: "someone", roles: "[a b]", level: "3" });
    });

    it("takes the client id for the audience only where there is none", async () => {
      expect((await closed(await token({ claims: { aud: undefined, client_id: audience } }))).status).toBe(200);
      expect((await closed(await token({ claims: { aud: "other", client_id: audience } }))).status).toBe(401);
    });

    it.each([
      ["no token", async () => undefined],
      ["no JWT at all", async () => "abc"],
      ["another issuer", () => token({ claims: { iss: "https://elsewhere.example" } })],
      ["another audience", () => token({ claims: { aud: "other" } })],
      ["an expired one", () => token({ claims: { exp: start / 1000 - 1 } })],
      ["one without expiry", () => token({ claims: { exp: undefined } })],
      ["one that begins later", () => token({ claims: { nbf: start / 1000 + 3_600 } })],
      ["one issued in the future", () => token({ claims: { iat: start / 1000 + 3_600 } })],
      ["a key that is not the issuer's", async () => token({ key: (await generateKeyPair("RS256")).privateKey })],
      ["an unknown key id", () => token({ header: { kid: "unknown" } })],
      ["no key id", () => token({ header: { kid: undefined } })],
      ["another algorithm", async () => token({ header: { alg: "ES256" }, key: (await generateKeyPair("ES256")).privateKey })],
      ["no algorithm", async () => unsigned({ alg: "none" })],
      [
        "the public key as a shared secret",
        async () => unsigned({ alg: "HS256", kid: (await issuerKey()).kid }, readFileSync(join(folder, "key.json"), "utf8")),
      ],
    ])("refuses %s", async (_what, make) => {
      expect(await closed(await make())).toEqual({ status: 401, body: { message: "Unauthorized" } });
    });

    function unsigned(header: object, secret?: string): string {
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
      const text = `${part(header)}.${part({ iss: identity.issuer, aud: audience, sub: "someone", exp: start / 1000 + 60 })}`;
      return `${text}.${secret ? createHmac("sha256", secret).update(text).digest("base64url") : "x"}`;
    }

    /** What API Gateway sends, byte for byte, as its troubleshooting guide shows it. */
    async function refusal(sent: string | undefined, path = "/closed") {
      const response = await fetch(`${api.url}${path}`, sent ? { headers: { authorization: `Bearer ${sent}` } } : {});
      const of = (name: string): string | null => response.headers.get(name);
      expect(of("apigw-requestid")).toMatch(/^[\w-]{15}=$/);
      return [response.status, of("content-type"), of("content-length"), of("www-authenticate"), await response.text()];
    }

    it.each([
      ["no token", async () => undefined, "Bearer"],
      ["no JWT at all", async () => "abc", "Bearer"],
      [
        "another audience",
        () => token({ claims: { aud: "other" } }),
        'Bearer scope="" error="invalid_token" error_description="the token does not have a valid audience"',
      ],
      [
        "an expired one",
        () => token({ claims: { exp: start / 1000 - 1 } }),
        'Bearer scope="" error="invalid_token" error_description="the token has expired"',
      ],
    ])("answers %s with AWS's bytes and challenge", async (_what, make, challenge) => {
      expect(await refusal(await make())).toEqual([401, null, "26", challenge, '{"message":"Unauthorized"}']);
    });

    it("demands the scope of a route", async () => {
      expect(await refusal(await token(), "/scoped")).toEqual([403, "application/json", "23", "Bearer", '{"message":"Forbidden"}']);
      const expired = await refusal(await token({ claims: { exp: start / 1000 - 1 } }), "/scoped");
      expect(expired[3]).toBe('Bearer scope="trade" error="invalid_token" error_description="the token has expired"');
      expect((await closed(await token({ claims: { scope: "read trade" } }), "/scoped")).status).toBe(200);
    });

    it("follows the local clock", async () => {
      const mine = await identity.token("mill");
      expect((await closed(mine)).status).toBe(200);
      now += 13 * 3_600_000;
      expect((await closed(mine)).status).toBe(401);
      expect((await closed(await identity.token("mill"))).status).toBe(200);
      now = start;
    });
  });

  it("makes events of format 2.0", async () => {
    answer = (event) => event;
    const response = await fetch(`${api.url}/open/a%20b?x=1&x=2&y=z`, { headers: { cookie: "a=1; b=2", "X-Own": "v" } });
    expect(await response.json()).toMatchObject({
      version: "2.0",
      routeKey: "GET /open/{name}",
      rawPath: "/open/a b",
      rawQueryString: "x=1&x=2&y=z",
      queryStringParameters: { x: "1,2", y: "z" },
      pathParameters: { name: "a b" },
      cookies: ["a=1", "b=2"],
      headers: { "x-own": "v" },
      isBase64Encoded: false,
      requestContext: { http: { method: "GET", path: "/open/a b" }, time: "02/Mar/2026:01:00:00 +0000", timeEpoch: start },
    });
  });

  it.each(["/open/%", "/open/%zz", "/open/%ff", "/open/%c3%28", "/%", "http://elsewhere.example/open/a", "*"])(
    "answers %s, which no path can be, with 400 and calls no function",
    async (path) => {
      answer = () => {
        throw new Error("called");
      };
      expect(await ask(path)).toEqual({ status: 400, body: { message: "Bad Request" } });
    },
  );

  it.each(["//", "//open/a", "/open//", "/open/a/../b/", "/open/a%2fb%2fc", "/\\"])(
    "finds a route for %s or none, without a fault",
    async (path) => {
      answer = (event) => event;
      expect([200, 404]).toContain((await ask(path)).status);
    },
  );

  /** Asks with a target as it is, without the repairs of `fetch`. */
  function ask(path: string): Promise<{ status: number | undefined; body: unknown }> {
    return new Promise((resolve, reject) => {
      const asked = request(api.url, { path }, async (response) => {
        const chunks = await response.toArray();
        resolve({ status: response.statusCode, body: JSON.parse(Buffer.concat(chunks as Buffer[]).toString()) });
      });
      asked.on("error", reject).end();
    });
  }

  it("hands texts on as they are and everything else in base64", async () => {
    answer = ({ body, isBase64Encoded }) => ({ body, isBase64Encoded });
    const post = async (type: string) =>
      (await fetch(`${api.url}/open/x`, { method: "POST", headers: { "content-type": type }, body: "é" })).json();
    expect(await post("application/json")).toEqual({ body: "é", isBase64Encoded: false });
    expect(await post("application/octet-stream")).toEqual({ body: Buffer.from("é").toString("base64"), isBase64Encoded: true });
  });

  it("reads status, headers, cookies and base64 bodies out of what a function returns, and takes anything else for a JSON body", async () => {
    const id = randomUUID();
    answer = () => ({
      statusCode: 201,
      headers: { "X-Id": id },
      cookies: ["a=1"],
      body: Buffer.from("hi").toString("base64"),
      isBase64Encoded: true,
    });
    const made = await fetch(`${api.url}/open/x`);
    expect([made.status, made.headers.get("x-id"), made.headers.get("set-cookie"), await made.text()]).toEqual([201, id, "a=1", "hi"]);
    answer = () => ({ plain: true });
    const plain = await fetch(`${api.url}/open/x`);
    expect([plain.status, plain.headers.get("content-type"), await plain.json()]).toEqual([200, "application/json", { plain: true }]);
    answer = () => ({ statusCode: "so-so" });
    expect((await fetch(`${api.url}/open/x`)).status).toBe(500);
  });

  it("answers by itself: no such route, a body too large, a function too slow, a preflight", async () => {
    const nowhere = await fetch(`${api.url}/nowhere`);
    expect([nowhere.status, nowhere.headers.get("content-type"), await nowhere.text()]).toEqual([
      404,
      "application/json",
      '{"message":"Not Found"}',
    ]);
    const large = await fetch(`${api.url}/open/x`, { method: "POST", body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect([large.status, await large.json()]).toEqual([413, { message: "Request Entity Too Large" }]);
    answer = () => new Promise(() => {});
    expect((await fetch(`${api.url}/open/x`)).status).toBe(503);
  });

  it("answers browsers' preflight requests by itself, whatever the routes are, and hands other OPTIONS requests on", async () => {
    const common = { accountId: "0", now: () => now, functionName: "echo", timeoutMilliseconds: 1_000 };
    const cors = {
      ...{ allowOrigins: ["http://portal.example"], allowMethods: ["GET", "PUT"], allowHeaders: ["authorization"] },
      ...{ exposeHeaders: ["location"], maxAge: 3_600 },
    };
    const invoke = async () => ({ payload: { statusCode: 404, body: "ours" } });
    const withDefault = await startHttpApi({ ...common, cors, invoke, routes: [{ ...common, routeKey: "$default" }] });
    const ask = async (url: string, method: string, headers: Record<string, string> = {}) => {
      const response = await fetch(`${url}/closed`, { method, headers });
      const of = (name: string): string | null => response.headers.get(`access-control-${name}`);
      return [response.status, of("allow-origin"), of("allow-methods"), of("expose-headers"), await response.text()];
    };
    const preflight = { origin: "http://portal.example", "access-control-request-method": "GET" };
    for (const { url } of [api, withDefault]) {
      expect(await ask(url, "OPTIONS", preflight)).toEqual([204, "http://portal.example", "GET,PUT", null, ""]);
      expect(await ask(url, "OPTIONS", { ...preflight, origin: "http://evil.example" })).toEqual([204, null, null, null, ""]);
    }
    expect(await ask(api.url, "OPTIONS")).toEqual([204, null, null, null, ""]);
    expect(await ask(withDefault.url, "OPTIONS")).toEqual([404, null, null, null, "ours"]);
    const { origin } = preflight;
    expect(await ask(withDefault.url, "GET", { origin })).toEqual([404, origin, null, "location", "ours"]);
    await withDefault.stop();
  });

  it("writes its access log in the stage's format, and refuses a format that it does not know", async () => {
    const accessLog = join(folder, "access.log");
    const authorizer = { issuer: identity.issuer, audience: [audience], scopes: [] };
    const common = { accountId: "0", now: () => now, cors: undefined, accessLog, invoke: async () => ({ payload: { said: "hi" } }) };
    const routes = [{ routeKey: "GET /closed/{id}", functionName: "echo", timeoutMilliseconds: 1_000, authorizer }];
    const format =
      '{"route":"$context.routeKey","who":"$context.authorizer.claims.sub","status":"$context.status","lambda":"$context.integrationStatus","no":"$context.authorizer.error"}';
    const logging = await startHttpApi({ ...common, routes, accessLogFormat: format });
    await fetch(`${logging.url}/closed/7?secret=1`, { headers: { authorization: `Bearer ${await token()}` } });
    await fetch(`${logging.url}/closed/7`);
    await logging.stop();
    await vi.waitFor(() => expect(readFileSync(accessLog, "utf8").trim().split("\n")).toHaveLength(2));
    expect(
      readFileSync(accessLog, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { route: "GET /closed/{id}", who: "someone", status: "200", lambda: "200", no: "-" },
      { route: "GET /closed/{id}", who: "-", status: "401", lambda: "-", no: "401" },
    ]);
    await expect(startHttpApi({ ...common, routes, accessLogFormat: "$context.domainName" })).rejects.toThrow("no $context.domainName");
  });

  it("answers only requests that are for this machine by name: a page whose name leads here gets nothing", async () => {
    answer = (event) => event;
    expect(await askAs(api.url, "/open/x", "evil.example")).toBe(421);
    const { port } = new URL(api.url);
    expect(await askAs(api.url, "/open/x", `evil.example:${port}`)).toBe(421);
    expect(await askAs(api.url, "/open/x", `127.0.0.1:${port}`)).toBe(200);
    expect(await askAs(api.url, "/open/x", `localhost:${port}`)).toBe(200);
  });

  it("prefers literal paths to parameters to the rest, and a method to any", () => {
    const route = (routeKey: string) => ({ routeKey, functionName: routeKey, timeoutMilliseconds: 1 });
    const routes = ["$default", "GET /a/{proxy+}", "GET /a/{id}", "GET /a/b", "ANY /a/b", "GET /a/{id}/c"].map(route);
    const chosen = (method: string, path: string) => matchRoute(routes, method, path)?.route.routeKey;
    expect(chosen("GET", "/a/b")).toBe("GET /a/b");
    expect(chosen("PUT", "/a/b")).toBe("ANY /a/b");
    expect(chosen("GET", "/a/x")).toBe("GET /a/{id}");
    expect(chosen("GET", "/a/x/c")).toBe("GET /a/{id}/c");
    expect(chosen("GET", "/a/x/y")).toBe("GET /a/{proxy+}");
    expect(chosen("GET", "/b")).toBe("$default");
  });
});

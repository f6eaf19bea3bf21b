import { createHash, randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Identity, startIdentity } from "../../../infra/local-cloud/identity/identity.ts";
import { askAs } from "../../support/hosts.ts";
import { testSignIn } from "../../support/small-cloud.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const portal = "http://127.0.0.1:5173";
const redirectUri = `${portal}/callback`;
const evil = "http://evil.example";

describe("the local OpenID issuer", () => {
  let folder: string;
  let identity: Identity;
  let now = Date.parse("2026-03-02T01:00:00.000Z");
  beforeAll(async () => {
    folder = temporaryFolder("identity");
    identity = await startIdentity({
      keyFile: join(folder, "key.json"),
      audience: "api",
      signIn: testSignIn,
      origins: [portal],
      now: () => now,
    });
  });
  afterAll(async () => {
    await identity.stop();
  });

  const verifier = randomBytes(32).toString("base64url");
  function authorizeUrl(changed: Record<string, string> = {}): string {
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const query = { response_type: "code", client_id: "portal", redirect_uri: redirectUri, scope: "openid", state: "s1", nonce: "n1" };
    return `${identity.issuer}/authorize?${new URLSearchParams({ ...query, code_challenge: challenge, code_challenge_method: "S256", ...changed })}`;
  }
  /** The word in the form of a page that was asked for. */
  async function formOf(changed: Record<string, string> = {}): Promise<string> {
    const page = await (await fetch(authorizeUrl(changed))).text();
    return /name="form" value="([\w-]+)"/.exec(page)?.[1] ?? "";
  }
  /** Sends a page's form, as a browser does when a persona is clicked on. */
  const click = (form: string, persona: string, headers: Record<string, string> = { origin: identity.issuer }) =>
    fetch(`${identity.issuer}/authorize`, { method: "POST", redirect: "manual", headers, body: new URLSearchParams({ form, persona }) });
  async function codeFor(persona: string): Promise<string> {
    const response = await click(await formOf(), persona);
    const target = new URL(response.headers.get("location") ?? "");
    expect(`${target.origin}${target.pathname}`).toBe(redirectUri);
    expect(target.searchParams.get("state")).toBe("s1");
    return target.searchParams.get("code") ?? "";
  }
  const redeem = (form: Record<string, string>) =>
    fetch(`${identity.issuer}/token`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "authorization_code", client_id: "portal", redirect_uri: redirectUri, ...form }),
    });

  it("says where everything is", async () => {
    const configuration = (await (await fetch(`${identity.issuer}/.well-known/openid-configuration`)).json()) as Record<string, unknown>;
    expect(configuration).toMatchObject({
      issuer: identity.issuer,
      code_challenge_methods_supported: ["S256"],
      response_types_supported: ["code"],
    });
  });

  it("gives a token for a code with PKCE, which everybody can check against its keys", async () => {
    const response = await redeem({ code: await codeFor("mill"), code_verifier: verifier });
    expect(response.status).toBe(200);
    const { access_token, id_token } = (await response.json()) as { access_token: string; id_token: string };
    const keys = createRemoteJWKSet(new URL(`${identity.issuer}/jwks`));
    const { payload } = await jwtVerify(access_token, keys, { issuer: identity.issuer, audience: "api", currentDate: new Date(now) });
    expect(payload).toMatchObject({ sub: "persona-mill", client_id: "portal" });
    expect(decodeJwt(id_token)).toMatchObject({ sub: "persona-mill", aud: "portal", nonce: "n1" });
  });

  it("gives tokens that last a working day of the local clock, and no longer", async () => {
    const { keys } = (await (await fetch(`${identity.issuer}/jwks`)).json()) as JSONWebKeySet;
    const [token, issuedAt] = [await identity.token("mill"), now];
    const hoursLater = (hours: number) =>
      jwtVerify(token, createLocalJWKSet({ keys }), { currentDate: new Date(issuedAt + hours * 3_600_000) });
    expect((await hoursLater(11.9)).payload.sub).toBe("persona-mill");
    await expect(hoursLater(12)).rejects.toThrow("exp");
  });

  it("takes a code once, with its own verifier, and not for long", async () => {
    const used = await codeFor("mill");
    expect((await redeem({ code: used, code_verifier: verifier })).status).toBe(200);
    expect((await redeem({ code: used, code_verifier: verifier })).status).toBe(400);
    const guessed = await codeFor("mill");
    expect((await redeem({ code: guessed, code_verifier: "wrong" })).status).toBe(400);
    expect((await redeem({ code: guessed, code_verifier: verifier })).status).toBe(400);
    const old = await codeFor("mill");
    now += 61_000;
    expect((await redeem({ code: old, code_verifier: verifier })).status).toBe(400);
    expect((await redeem({ code: await codeFor("mill"), code_verifier: verifier, redirect_uri: "http://127.0.0.1:1/other" })).status).toBe(
      400,
    );
  });

  it("sends nothing to places or clients it does not know, and demands PKCE", async () => {
    // Another program on this machine is as foreign as another machine, and so is a place that only looks like the portal's.
    for (const elsewhere of [
      "https://evil.example/",
      "http://127.0.0.1:4444/callback",
      `${portal}.evil.example/`,
      `${portal}@evil.example/`,
      "x",
    ])
      expect((await fetch(authorizeUrl({ redirect_uri: elsewhere }), { redirect: "manual" })).status, elsewhere).toBe(400);
    expect((await fetch(authorizeUrl({ client_id: "command-line" }), { redirect: "manual" })).status).toBe(400);
    const logout = (target: string) =>
      fetch(`${identity.issuer}/logout?${new URLSearchParams({ post_logout_redirect_uri: target })}`, { redirect: "manual" });
    expect((await logout(`${portal}/bye`)).headers.get("location")).toBe(`${portal}/bye`);
    expect((await logout("http://127.0.0.1:4444/")).headers.get("location")).toBeNull();
    expect((await fetch(authorizeUrl({ client_id: "stranger" }), { redirect: "manual" })).status).toBe(400);
    const plain = await fetch(authorizeUrl({ code_challenge_method: "plain", persona: "mill" }), { redirect: "manual" });
    expect(new URL(plain.headers.get("location") ?? "").searchParams.get("error")).toBe("invalid_request");
  });

  describe("is closed to pages that are not its own", () => {
    it("gives no page a code without a click on its own page, whatever the address asks for", async () => {
      const asked = await fetch(authorizeUrl({ persona: "mill" }), { redirect: "manual" });
      expect([asked.status, asked.headers.get("location")]).toEqual([200, null]);
      expect(await asked.text()).toContain("<form");
    });

    it("takes a choice from its own page only", async () => {
      for (const headers of [
        { origin: evil },
        { origin: portal },
        { origin: "null" },
        {},
        { origin: identity.issuer, "sec-fetch-site": "cross-site" },
      ]) {
        const answer = await click(await formOf(), "mill", headers as Record<string, string>);
        expect([answer.status, answer.headers.get("location")], JSON.stringify(headers)).toEqual([403, null]);
      }
    });

    it("takes a page once, not for long, and only for what it was asked", async () => {
      const form = await formOf();
      expect((await click(form, "mill")).status).toBe(303);
      expect((await click(form, "mill")).status).toBe(403);
      expect((await click("made-up", "mill")).status).toBe(403);
      expect((await click(await formOf(), "nobody")).status).toBe(403);
      const old = await formOf();
      now += 601_000;
      expect((await click(old, "mill")).status).toBe(403);
      // What is sent along with the choice changes nothing.
      const body = new URLSearchParams({ form: await formOf(), persona: "mill", redirect_uri: "http://127.0.0.1:4444/", state: "other" });
      const answer = await fetch(`${identity.issuer}/authorize`, {
        method: "POST",
        redirect: "manual",
        headers: { origin: identity.issuer },
        body,
      });
      expect(answer.headers.get("location")).toMatch(/^http:\/\/127\.0\.0\.1:5173\/callback\?.*state=s1/);
    });

    it("lets nobody frame its page, and a form lead to the portal only", async () => {
      const { headers } = await fetch(authorizeUrl());
      expect(headers.get("content-security-policy")).toContain(`frame-ancestors 'none'; base-uri 'none'; form-action 'self' ${portal}`);
      expect(headers.get("x-frame-options")).toBe("DENY");
    });

    it("lets the portal read its answers, and no other origin", async () => {
      const readableBy = async (path: string, origin: string, method = "GET") =>
        (await fetch(`${identity.issuer}${path}`, { method, headers: { origin } })).headers.get("access-control-allow-origin");
      for (const path of ["/.well-known/openid-configuration", "/jwks", "/authorize"]) {
        expect([await readableBy(path, portal), await readableBy(path, evil)]).toEqual([portal, null]);
      }
      expect([await readableBy("/token", portal, "OPTIONS"), await readableBy("/token", evil, "OPTIONS")]).toEqual([portal, null]);
      const stolen = await fetch(`${identity.issuer}/token`, { method: "POST", headers: { origin: evil }, body: new URLSearchParams({}) });
      expect(stolen.status).toBe(403);
    });

    it("answers only requests for this machine by name: a page whose name was made to lead here gets nothing", async () => {
      const { port, pathname, search } = new URL(authorizeUrl());
      const path = `${pathname}${search}`;
      expect(await askAs(identity.issuer, path, `evil.example:${port}`)).toBe(421);
      expect(await askAs(identity.issuer, "/jwks", "evil.example")).toBe(421);
      expect(await askAs(identity.issuer, path, `localhost:${port}`)).toBe(200);
    });
  });

  it("shows its people in Chinese first and in English on request, as buttons a keyboard reaches", async () => {
    const zh = await (await fetch(authorizeUrl())).text();
    expect(zh).toContain('<html lang="zh-CN">');
    expect(zh).toContain("<h1>以谁的身份登录？</h1>");
    const en = await (await fetch(authorizeUrl({ ui_locales: "en" }))).text();
    expect(en).toContain('<html lang="en">');
    expect(en).toContain("Mill · Liu Yang");
    expect(en.match(/<li><button /g)?.length).toBe(2);
  });

  it("escapes what it was asked with", async () => {
    const page = await (await fetch(authorizeUrl({ state: '"><script>alert(1)</script>' }))).text();
    expect(page).not.toContain("<script>");
  });

  it("keeps its key to itself, and over a restart", async () => {
    expect(statSync(join(folder, "key.json")).mode & 0o077).toBe(0);
    const keys = await (await fetch(`${identity.issuer}/jwks`)).json();
    expect(JSON.stringify(keys)).not.toMatch(/"(?:d|p|q)":/);
    const again = await startIdentity({
      keyFile: join(folder, "key.json"),
      audience: "api",
      signIn: testSignIn,
      origins: [portal],
      now: () => now,
    });
    expect(await (await fetch(`${again.issuer}/jwks`)).json()).toEqual(keys);
    await again.stop();
  });
});

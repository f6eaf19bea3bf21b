import { createHash, randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Identity, startIdentity } from "../../../infra/local-cloud/identity/identity.ts";
import { testSignIn } from "../../support/small-cloud.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const redirectUri = "http://127.0.0.1:5173/callback";

describe("the local OpenID issuer", () => {
  let folder: string;
  let identity: Identity;
  let now = Date.parse("2026-03-02T01:00:00.000Z");
  beforeAll(async () => {
    folder = temporaryFolder("identity");
    identity = await startIdentity({ keyFile: join(folder, "key.json"), audience: "api", signIn: testSignIn, now: () => now });
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
  async function codeFor(persona: string): Promise<string> {
    const response = await fetch(authorizeUrl({ persona }), { redirect: "manual" });
    const target = new URL(response.headers.get("location") ?? "");
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
    expect((await fetch(authorizeUrl({ redirect_uri: "https://evil.example/" }), { redirect: "manual" })).status).toBe(400);
    expect((await fetch(authorizeUrl({ client_id: "stranger" }), { redirect: "manual" })).status).toBe(400);
    const plain = await fetch(authorizeUrl({ code_challenge_method: "plain", persona: "mill" }), { redirect: "manual" });
    expect(new URL(plain.headers.get("location") ?? "").searchParams.get("error")).toBe("invalid_request");
  });

  it("shows its people in Chinese first and in English on request, as links a keyboard reaches", async () => {
    const zh = await (await fetch(authorizeUrl())).text();
    expect(zh).toContain('<html lang="zh-CN">');
    expect(zh).toContain("<h1>以谁的身份登录？</h1>");
    const en = await (await fetch(authorizeUrl({ ui_locales: "en" }))).text();
    expect(en).toContain('<html lang="en">');
    expect(en).toContain("Mill · Liu Yang");
    expect(en.match(/<li><a href=/g)?.length).toBe(2);
  });

  it("escapes what it was asked with", async () => {
    const page = await (await fetch(authorizeUrl({ state: '"><script>alert(1)</script>' }))).text();
    expect(page).not.toContain("<script>");
  });

  it("keeps its key to itself, and over a restart", async () => {
    expect(statSync(join(folder, "key.json")).mode & 0o077).toBe(0);
    const keys = await (await fetch(`${identity.issuer}/jwks`)).json();
    expect(JSON.stringify(keys)).not.toMatch(/"(?:d|p|q)":/);
    const again = await startIdentity({ keyFile: join(folder, "key.json"), audience: "api", signIn: testSignIn, now: () => now });
    expect(await (await fetch(`${again.issuer}/jwks`)).json()).toEqual(keys);
    await again.stop();
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { documentation } from "../../functions/documentation/deployment.ts";
import { testClock } from "../support/clock.ts";
import { sharedEngine } from "../support/engine.ts";
import type { Answer, Request } from "../support/front-door.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

/** Hosts that the component names and never calls: namespaces, placeholders of its texts, and comments of licences. */
const namedOnly = ["www.w3.org", "example.com", "localhost", "marked.js.org", "github.com"];

describe("the page of the API's description", () => {
  let api: WholeApi;
  let page: Answer;
  /** Addresses that the page's files name, relative to the page. */
  let loaded: readonly string[];
  const read = (path: string, headers: Readonly<Record<string, string>> = {}) => api.call({ method: "GET", path, event: { headers } });

  beforeAll(async () => {
    api = await openWholeApi(await sharedEngine(), testClock());
    page = await read("/docs");
    loaded = [...String(page.body).matchAll(/\s(?:src|href|spec-url)="([^"]*)"/g)].map(([, address]) => String(address));
  });

  it("is HTML that also says without JavaScript, in both languages, where the description is", () => {
    expect(page).toMatchObject({ status: 200, headers: { "content-type": "text/html; charset=utf-8" } });
    const [, without = ""] = /<noscript>(.*?)<\/noscript>/s.exec(String(page.body)) ?? [];
    expect(without.match(/href="openapi.json"/g)).toHaveLength(2);
  });

  it("names relative addresses only, and each of them is served with its own content type", async () => {
    expect(loaded).toEqual(expect.arrayContaining(["docs/page.css", "docs/openapi-explorer.min.js", "openapi.json"]));
    const served = loaded.filter((address) => address !== "data:,");
    const types = await Promise.all(served.map(async (path) => [path, (await read(`/${path}`)).headers["content-type"]] as const));
    expect(Object.fromEntries(types)).toEqual({
      "docs/page.css": "text/css; charset=utf-8",
      "docs/page.js": "text/javascript; charset=utf-8",
      "docs/openapi-explorer.min.js": "text/javascript; charset=utf-8",
      "openapi.json": "application/json; charset=utf-8",
      events: "application/json; charset=utf-8",
    });
  });

  it("contains no address of another host that a browser would load from", async () => {
    const texts = await Promise.all(
      ["/docs", "/docs/page.css", "/docs/page.js", "/docs/openapi-explorer.min.js"].map(async (path) => (await read(path)).body),
    );
    const hosts = texts.flatMap((text) => [...String(text).matchAll(/\w+:\/\/([\w.-]+)/g)].map(([, host]) => host));
    expect([...new Set(hosts)].filter((host) => !namedOnly.includes(String(host)))).toEqual([]);
  });

  it("may run its own scripts and ask its own API only, and nobody may frame it", () => {
    const policy = String(page.headers["content-security-policy"]).split("; ");
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ]),
    );
    expect(policy.filter((directive) => /unsafe|\*|:\/\//.test(directive))).toEqual(["style-src 'self' 'unsafe-inline'"]);
    expect(page.body).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|javascript:/);
  });

  it("is not sent again to a browser that has it, whole or compressed", async () => {
    for (const path of ["/docs", "/docs/page.css", "/docs/openapi-explorer.min.js", "/openapi.json"]) {
      const { headers, body } = await read(path);
      expect(headers, path).toMatchObject({ "cache-control": "no-cache", etag: expect.stringMatching(/^W\/"[\w-]{43}"$/) });
      const etag = String(headers.etag);
      for (const known of [etag, etag.slice(2), `"another", ${etag}`, "*"]) {
        expect(await read(path, { "if-none-match": known }), known).toMatchObject({ status: 304, headers: { etag }, body: undefined });
      }
      expect(await read(path, { "if-none-match": '"another"' })).toMatchObject({ status: 200, body });
    }
  });

  it("comes compressed to those who read gzip, within what a function may answer", async () => {
    const path = "/docs/openapi-explorer.min.js";
    const plain = await read(path, { "accept-encoding": "br, gzip;q=0" });
    expect(plain.headers).not.toHaveProperty("content-encoding");
    expect(Buffer.byteLength(String(plain.body))).toBeLessThan(2_000_000);
    const packed = await read(path, { "accept-encoding": "br, gzip" });
    expect(packed.headers).toEqual({ ...plain.headers, "content-encoding": "gzip" });
    expect(packed.body === plain.body, "the same once unpacked").toBe(true);
    expect(packed.text.length).toBeLessThan(plain.text.length / 2);
  });

  it("is also found with a slash at the end, which leads to the address its links are relative to", async () => {
    for (const path of ["/docs", "/openapi.json"]) {
      expect(await read(`${path}/`)).toMatchObject({ status: 308, headers: { location: path }, body: undefined });
    }
    for (const path of ["/nowhere/", "/problems/busy/", "//docs", "//docs/", "/docs//"]) expect((await read(path)).status, path).toBe(404);
  });

  it("says which methods its files take, as all paths of the API do", async () => {
    const alone = await openWholeApi(await sharedEngine(), testClock(), { of: [documentation] });
    const options = "OPTIONS" as Request["method"];
    for (const path of ["/docs", "/docs/page.css", "/openapi.json", "/cash/own"]) {
      const allow = "GET, OPTIONS";
      expect(await alone.call({ method: "POST", path }), path).toMatchObject({ status: 405, headers: { allow } });
      expect(await alone.call({ method: options, path }), path).toMatchObject({ status: 204, headers: { allow } });
    }
  });

  it("has no other files", async () => {
    for (const path of ["/docs/api.ts", "/docs/index.html", "/docs/index.mjs", "/docs/openapi.json", "/docs/__proto__", "/docs/%2e%2e"]) {
      expect((await read(path)).status, path).toBeGreaterThanOrEqual(404);
    }
  });
});

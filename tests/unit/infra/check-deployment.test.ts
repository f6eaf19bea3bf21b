import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Checked, runChecks, tableOf } from "../../../infra/check/check.ts";
import { type Expected, outsideChecks } from "../../../infra/check/outside.ts";

const origin = "https://exchange.gov.cn";
const description = { openapi: "3.1.0", paths: { "/auctions": {} }, components: { schemas: { Auction: { type: "object" } } } };

/** What a deployment answers; each test breaks one thing. */
interface Answers {
  readonly description: unknown;
  readonly publicStatus: number;
  readonly challenge: string;
  readonly missing: readonly [status: number, type: string];
  readonly allows: (asked: string) => string | undefined;
  readonly issuer: string | undefined;
  readonly keys: readonly object[];
  readonly tokenStatus: number;
}

let answers: Answers;
let server: Server;
let url: string;
const sound = (): Answers => ({
  description: { ...description, servers: [{ url: "https://elsewhere.example" }] },
  publicStatus: 200,
  challenge: "Bearer",
  missing: [404, "application/problem+json"],
  allows: (asked) => (asked === origin ? origin : undefined),
  issuer: url,
  keys: [{ kty: "RSA", kid: "1" }],
  tokenStatus: 404,
});

function answer({ url: path = "", method, headers }: IncomingMessage, response: ServerResponse): ServerResponse {
  const send = (status: number, body: unknown, more: Record<string, string> = {}): ServerResponse =>
    response.writeHead(status, { "content-type": "application/json", ...more }).end(JSON.stringify(body));
  if (method === "OPTIONS") {
    const allowed = answers.allows(String(headers.origin));
    return send(204, "", allowed === undefined ? {} : { "access-control-allow-origin": allowed });
  }
  if (path === "/openapi.json") return send(200, answers.description);
  if (path === "/.well-known/openid-configuration") return send(200, { issuer: answers.issuer, jwks_uri: `${url}/keys` });
  if (path === "/keys") return send(200, { keys: answers.keys });
  if (path === "/parties/own" && headers.authorization) return send(answers.tokenStatus, {});
  if (path === "/parties/own") return send(401, { message: "Unauthorized" }, { "www-authenticate": answers.challenge });
  if (path === "/no-such-path") return send(answers.missing[0], {}, { "content-type": answers.missing[1] });
  return send(answers.publicStatus, {});
}

beforeAll(async () => {
  server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

function tokenFor(claims: object): string {
  return ["e30", Buffer.from(JSON.stringify(claims)).toString("base64url"), "signature"].join(".");
}

async function check(broken: Partial<Answers> = {}, expected: Partial<Expected> = {}): Promise<readonly Checked[]> {
  answers = { ...sound(), ...broken };
  const token = tokenFor({ iss: url, aud: "exchange", sub: "somebody" });
  return runChecks(
    outsideChecks({ url, description, origins: [origin], issuer: url, audience: "exchange", token, now: () => 0, ...expected }),
  );
}

function failures(checked: readonly Checked[]): string[] {
  return checked.filter(({ result }) => result === "failed").map(({ name }) => name);
}

describe("a deployment checked from outside", () => {
  it("passes where everything is as it was deployed", async () => {
    const checked = await check();
    expect(failures(checked), tableOf(checked)).toEqual([]);
    expect(tableOf(checked)).toContain(`${checked.length} passed, 0 failed, 0 not checked`);
  });

  it.each<[name: string, broken: Partial<Answers>]>([
    ["API description", { description: { ...description, paths: {} } }],
    ["GET /auctions", { publicStatus: 403 }],
    ["GET /parties/own without a token", { challenge: "none" }],
    ["a path that is not there", { missing: [404, "application/json"] }],
    [`browsers at ${origin}`, { allows: () => undefined }],
    ["browsers elsewhere", { allows: (asked) => asked }],
    ["browsers elsewhere", { allows: () => "*" }],
    ["issuer", { issuer: "https://another.example" }],
    ["issuer", { keys: [{ kty: "EC", kid: "1" }] }],
    ["issuer", { keys: [{ kty: "RSA" }] }],
    ["token", { tokenStatus: 401 }],
  ])("fails at %s where it is not, and says what to do", async (name, broken) => {
    const checked = await check(broken);
    expect(failures(checked)).toContain(name);
    expect(tableOf(checked)).toMatch(/FAIL[^\n]*\n\s+-> \S/);
  });

  it("compares a token with issuer and audience, by client_id only where it has no audience", async () => {
    const fails = async (claims: object) => failures(await check({}, { token: tokenFor({ iss: url, ...claims }) })).includes("token");
    expect(await fails({ client_id: "exchange" })).toBe(false);
    expect(await fails({ aud: ["other", "exchange"] })).toBe(false);
    expect(await fails({ aud: "other", client_id: "exchange" })).toBe(true);
    expect(await fails({ aud: "exchange", iss: "https://another.example" })).toBe(true);
    expect(failures(await check({}, { token: "opaque" }))).toEqual(["token"]);
  });

  it("says what it could not check, and does not count it as passed", async () => {
    const checked = await check({}, { issuer: undefined, token: undefined, origins: [] });
    expect(checked.filter(({ result }) => result === "skipped").map(({ name }) => name)).toEqual(["issuer", "token"]);
    expect(tableOf(checked)).toContain("2 not checked");
  });

  it("fails at an issuer that takes longer than API Gateway waits for it", async () => {
    const slow = (step: number) => {
      let time = 0;
      return () => (time += step);
    };
    expect(failures(await check({}, { now: slow(1_500) }))).toEqual([]);
    const checked = await check({}, { now: slow(1_501) });
    expect(failures(checked)).toEqual(["issuer"]);
    expect(tableOf(checked)).toContain("it took 1501 ms to answer");
  });

  it("prints no password of an address that it can't ask", async () => {
    const printed = tableOf(await check({}, { issuer: "https://admin:hidden@id.exchange.gov.cn" }));
    expect(printed).not.toContain("hidden");
  });

  it("an address that nobody answers at fails with the reason", async () => {
    const checked = await check({}, { url: "http://127.0.0.1:9" });
    expect(failures(checked)).toContain("API description");
    expect(tableOf(checked)).toMatch(/ECONNREFUSED|bad port/);
  });
});

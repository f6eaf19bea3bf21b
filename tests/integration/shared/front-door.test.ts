import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { apiHandler, route } from "../../../shared/http/api-handler.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { ProblemTable } from "../../../shared/kernel/problem.ts";
import { positiveCny } from "../../../shared/kernel/schemas.ts";
import { memberReader } from "../../../shared/members/members.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { testClock } from "../../support/clock.ts";
import { type Engine, sharedEngine } from "../../support/engine.ts";
import { frontDoor } from "../../support/front-door.ts";
import { givenMember } from "../../support/members.ts";

const problems = {
  "too-shy": { status: 409, title: { zh: "太害羞", en: "Too shy" }, detail: { zh: "{name} 不愿意。", en: "{name} would rather not." } },
} as const satisfies ProblemTable;

const greet = endpoint({
  operationId: "greet",
  method: "POST",
  path: "/greetings/{name}",
  summary: "Greets somebody.",
  roles: ["enterprise"],
  params: z.object({ name: z.string() }),
  body: z.object({ words: z.string().max(10), price: positiveCny.optional() }),
  response: z.object({ greeting: z.string() }),
  refusals: ["too-shy"],
});
const look = endpoint({
  operationId: "look",
  method: "GET",
  path: "/greetings",
  summary: "Looks.",
  roles: ["public"],
  response: z.object({ seen: z.boolean() }),
  refusals: [],
});
const apply = endpoint({ ...look, operationId: "apply", path: "/applications", roles: ["person"] });
const breakDown = endpoint({ ...look, operationId: "breakDown", path: "/breakdowns" });

describe("an endpoint behind the API handler", () => {
  let engine: Engine;
  let call: ReturnType<typeof frontDoor>;
  const clock = testClock();

  beforeAll(async () => {
    engine = await sharedEngine();
    const { dynamo, tables } = engine;
    call = frontDoor({
      problems,
      members: memberReader(dynamo, tables.Parties),
      clock,
      routes: [
        route(look, async () => accept({ response: { seen: true, secret: "never declared" } })),
        route(apply, async () => accept({ response: { seen: true } })),
        route(breakDown, async () => {
          throw new Error("the password is 12345");
        }),
        route(greet, async (call) =>
          call.params.name === "hermit"
            ? refuse({ code: "too-shy", name: call.params.name })
            : runCommand({ dynamo, clock, own: { name: tables.Parties } }, call, async () =>
                accept({ response: { greeting: `${call.body.words}, ${call.params.name}` }, writes: [] }),
              ),
        ),
      ],
    });
  });

  const words = { words: "hello" };

  it("answers a member in the right role, and again the same for the same idempotency key", async () => {
    const { subject } = await givenMember(engine, { role: "enterprise" });
    const request = { as: subject, method: "POST", path: "/greetings/Li", body: words, key: "k1" } as const;
    const first = await call(request);
    expect(first).toMatchObject({ status: 200, body: { greeting: "hello, Li" }, headers: { "idempotency-replayed": "false" } });
    expect(await call(request)).toMatchObject({
      status: 200,
      body: { greeting: "hello, Li" },
      headers: { "idempotency-replayed": "true" },
    });
    expect(await call({ ...request, body: { words: "bye" } })).toMatchObject({
      status: 409,
      body: { type: "/problems/idempotency-key-reused" },
    });
  });

  it("keeps the same key of two members apart", async () => {
    const [one, other] = await Promise.all([givenMember(engine, { role: "enterprise" }), givenMember(engine, { role: "enterprise" })]);
    const request = { method: "POST", path: "/greetings/Li", body: words, key: "same" } as const;
    await call({ ...request, as: one.subject });
    expect((await call({ ...request, as: other.subject, body: { words: "hi" } })).body).toEqual({ greeting: "hi, Li" });
  });

  it("tells a caller without the right why, in the caller's language", async () => {
    const bank = await givenMember(engine, { role: "bank" });
    const request = { method: "POST", path: "/greetings/Li", body: words } as const;
    expect(await call(request)).toMatchObject({ status: 401, body: { type: "/problems/unauthenticated" } });
    expect(await call({ ...request, as: "nobody" })).toMatchObject({ status: 403, body: { type: "/problems/not-a-member" } });
    expect(await call({ ...request, as: bank.subject })).toMatchObject({ status: 403, body: { role: "bank", allowed: ["enterprise"] } });
    expect(await call({ ...request, as: bank.subject, language: "zh" })).toMatchObject({
      body: { title: "角色无权限", detail: "您的角色是银行，此操作仅限：企业。" },
    });
  });

  it("denies a party that is not admitted the use of its role, and lets a suspended one only read", async () => {
    const applied = await givenMember(engine, { role: "enterprise", party: { standing: "applied" } });
    const suspended = await givenMember(engine, { role: "enterprise", party: { standing: "suspended", standingReason: "unpaid fee" } });
    const request = { method: "POST", path: "/greetings/Li", body: words } as const;
    expect(await call({ ...request, as: applied.subject })).toMatchObject({ status: 403, body: { type: "/problems/member-not-admitted" } });
    expect(await call({ as: applied.subject, method: "GET", path: "/applications" })).toMatchObject({ status: 200 });
    expect(await call({ ...request, as: suspended.subject })).toMatchObject({ status: 403, body: { reason: "unpaid fee" } });
  });

  it("names what is wrong with bad input, and where", async () => {
    const { subject } = await givenMember(engine, { role: "enterprise" });
    const request = { as: subject, method: "POST", path: "/greetings/Li" } as const;
    const long = await call({ ...request, body: { words: "much too many words", more: 1 } });
    expect(long).toMatchObject({ status: 422, body: { type: "/problems/validation-failed" } });
    expect((long.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toContain("/body/words");
    expect(await call({ ...request, body: words, key: null })).toMatchObject({
      status: 400,
      body: { type: "/problems/idempotency-key-missing" },
    });
    expect(await call({ ...request, path: "/nowhere", body: words })).toMatchObject({ status: 404 });
  });

  it("lists all errors of an input at once, in the reader's language", async () => {
    const { subject } = await givenMember(engine, { role: "enterprise" });
    const request = { as: subject, method: "POST", path: "/greetings/Li", body: { words: 7, price: "0.00", "a/b": 1 } } as const;
    const detailsIn = async (language: "zh" | "en"): Promise<unknown> =>
      ((await call({ ...request, language })).body as { errors: unknown }).errors;
    expect(await detailsIn("en")).toEqual([
      { pointer: "/body/words", detail: "a text (JSON string)" },
      { pointer: "/body/price", detail: "must be above zero" },
      { pointer: "/body/a~1b", detail: "unknown member" },
    ]);
    expect(await detailsIn("zh")).toEqual([
      { pointer: "/body/words", detail: "须为文字（JSON 字符串）" },
      { pointer: "/body/price", detail: "须大于零" },
      { pointer: "/body/a~1b", detail: "未知的字段" },
    ]);
  });

  it("answers refusals with the context's problem, and returns nothing undeclared", async () => {
    const { subject } = await givenMember(engine, { role: "enterprise" });
    expect(await call({ as: subject, method: "POST", path: "/greetings/hermit", body: words })).toMatchObject({
      status: 409,
      headers: { "content-type": "application/problem+json; charset=utf-8" },
      body: { type: "/problems/too-shy", title: "Too shy", detail: "hermit would rather not.", name: "hermit" },
    });
    expect((await call({ method: "GET", path: "/greetings" })).body).toEqual({ seen: true });
  });

  it("answers faults without internals", async () => {
    const answer = await call({ method: "GET", path: "/breakdowns" });
    expect(answer).toMatchObject({ status: 500, body: { type: "/problems/fault" } });
    expect(JSON.stringify(answer)).not.toContain("12345");
  });

  it("fails a call that runs out of time, so that the function's alarm counts it", async () => {
    const handler = apiHandler({
      problems,
      members: memberReader(engine.dynamo, engine.tables.Parties),
      clock,
      routes: [route(look, () => new Promise(() => {}))],
    });
    const http = { method: "GET", path: "/greetings" };
    const event = { routeKey: "GET /greetings", headers: {}, requestContext: { requestId: "r", http } };
    const context = { awsRequestId: "r", getRemainingTimeInMillis: () => 10 } as Parameters<typeof handler>[1];
    await expect(handler(event as unknown as Parameters<typeof handler>[0], context)).rejects.toThrow("out of time");
  });

  it("reads a body that is not JSON as unreadable", async () => {
    const { subject } = await givenMember(engine, { role: "enterprise" });
    const handler = apiHandler({
      problems,
      members: memberReader(engine.dynamo, engine.tables.Parties),
      clock,
      routes: [route(greet, async () => accept({ response: { greeting: "" } }))],
    });
    const event = {
      routeKey: `POST ${greet.path}`,
      headers: { "content-type": "application/json", "idempotency-key": "k" },
      body: "{",
      isBase64Encoded: false,
      requestContext: {
        requestId: "r",
        http: { method: "POST", path: "/greetings/Li" },
        authorizer: { jwt: { claims: { sub: subject } } },
      },
    };
    const result = await handler(event as unknown as Parameters<typeof handler>[0], { awsRequestId: "r" } as Parameters<typeof handler>[1]);
    expect(result.statusCode).toBe(400);
  });
});

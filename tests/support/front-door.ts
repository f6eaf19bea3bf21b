import { randomUUID } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import type { OpenApi } from "../../shared/http/api.ts";
import { apiHandler, type Route } from "../../shared/http/api-handler.ts";
import type { ApiResult } from "../../shared/http/chain.ts";
import type { ServedPath } from "../../shared/http/middlewares/find-operation.ts";
import { pathMatcher } from "../../shared/http/path-pattern.ts";
import type { Clock } from "../../shared/kernel/clock.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { ProblemTable } from "../../shared/kernel/problem.ts";
import type { MemberReader } from "../../shared/members/members.ts";
import { faultsByDescription, problemFaults } from "./described-answers.ts";

/** A request by the public, a person or a member. */
export interface Request {
  /** Subject of the token; without one the call is anonymous. */
  readonly as?: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path with query string. */
  readonly path: string;
  readonly body?: unknown;
  /** Idempotency key; a fresh one for every write by default, none with `null`. */
  readonly key?: string | null;
  readonly language?: "zh" | "en";
  /** Decoded path of the event, where it is not that of `path`. */
  readonly decodedPath?: string;
  /** Members of the event instead of those that follow from the request, for what no client of ours would send. */
  readonly event?: Readonly<Record<string, unknown>>;
}
/** The answer to a request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** The body as it is sent. */
  readonly text: string;
}

/** Asks an API and answers. */
export type Door = (request: Request) => Promise<Answer>;

/** Several opened API functions as one: the routes and the problems of all of them. */
export function jointly(opened: readonly OpenApi[]): OpenApi {
  const [first] = opened;
  return {
    ...required(first, "an opened API function"),
    routes: opened.flatMap(({ routes }) => routes),
    problems: Object.assign({}, ...opened.map(({ problems }) => problems)),
    everyPath: opened.map(({ everyPath }) => everyPath).find((each) => each !== undefined),
  };
}

/**
 * Calls a context's routes through the real API handler, in this process, with events in API Gateway's format. Throws if an answer is not as
 * the description of the API says.
 */
export function frontDoor(options: {
  readonly routes: readonly Route[];
  readonly problems: ProblemTable;
  readonly members: MemberReader;
  readonly clock: Clock;
  readonly everyPath?: (() => Promise<readonly ServedPath[]>) | undefined;
}): Door {
  const handler = apiHandler(options);
  const operationOf = pathMatcher(options.routes.map(({ endpoint }) => endpoint));
  return async (request) => {
    // As the gateway chooses the route: by the path as it was sent.
    const routed = operationOf(request.method, request.decodedPath ?? new URL(request.path, "http://api").pathname)?.found;
    const event = eventOf(request, routed && `${routed.method} ${routed.path}`);
    const result = await handler(event, { awsRequestId: randomUUID() } as Context);
    const answer = {
      status: result.statusCode ?? 200,
      headers: (result.headers ?? {}) as Record<string, string>,
      body: bodyOf(result),
      text: result.body ?? "",
    };
    const called = routed?.operationId;
    const faults = called === undefined ? problemFaults(answer) : faultsByDescription(called, answer);
    if (faults.length > 0) throw new Error(`${called} answered otherwise than described: ${faults.join("; ")}\n${answer.text}`);
    return answer;
  };
}

/** The body as its reader takes it: JSON as a value, a file as text, or as bytes if it is none; undefined if there is none. */
function bodyOf({ body, headers = {}, isBase64Encoded = false }: ApiResult): unknown {
  if (!body) return undefined;
  if (/json/.test(String(headers["content-type"]))) return JSON.parse(body);
  if (!isBase64Encoded) return body;
  const bytes = Buffer.from(body, "base64");
  return headers["content-encoding"] === "gzip" ? gunzipSync(bytes).toString() : bytes;
}

/** The event of a request on a route, as API Gateway makes it. */
export function eventOf(
  { as, method, path, body, key, language, event, ...rest }: Request,
  routeKey = "$default",
): APIGatewayProxyEventV2WithJWTAuthorizer {
  const url = new URL(path, "http://api");
  const { decodedPath = decodeURIComponent(url.pathname) } = rest;
  const idempotencyKey = key === undefined ? randomUUID() : key;
  const headers: Record<string, string> = { "accept-language": language ?? "en" };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (method !== "GET" && idempotencyKey !== null) headers["idempotency-key"] = idempotencyKey;
  return {
    version: "2.0",
    routeKey,
    rawPath: decodedPath,
    rawQueryString: url.search.slice(1),
    headers,
    ...(url.search && { queryStringParameters: queryOf(url.searchParams) }),
    requestContext: {
      accountId: "000000000000",
      apiId: "api",
      domainName: "api",
      domainPrefix: "api",
      http: { method, path: decodedPath, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" },
      requestId: randomUUID(),
      routeKey,
      stage: "$default",
      time: "01/Jan/2026:00:00:00 +0000",
      timeEpoch: 0,
      ...(as !== undefined && { authorizer: { principalId: "", integrationLatency: 0, jwt: { claims: { sub: as }, scopes: [] } } }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    isBase64Encoded: false,
    ...event,
  } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
}

/** Query parameters as API Gateway hands them over: those given more than once are joined with commas. */
function queryOf(given: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...given.keys()].map((name) => [name, given.getAll(name).join()]));
}

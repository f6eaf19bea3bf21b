import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { InvocationResult } from "../event-sources/types.ts";
import { EventTooLarge } from "../functions/functions.ts";
import { isForThisMachine } from "../loopback.ts";
import { type Fields, fieldsOf, isFields } from "../values.ts";
import { type AnsweredRequest, accessLog } from "./access-log.ts";
import { type CorsConfiguration, decodedPath, type HttpApiDefinition, type MatchedRoute, matchRoute } from "./http-api-definition.ts";
import { jwtAuthorizer } from "./jwt-authorizer.ts";

/** What `startHttpApi` needs. */
export interface HttpApiOptions extends HttpApiDefinition {
  readonly port?: number;
  readonly accountId: string;
  /** Time of the local clock in epoch milliseconds. */
  readonly now: () => number;
  readonly invoke: (functionName: string, event: unknown) => Promise<InvocationResult>;
  /** File that gets one line per request, in the format of the stage's access log. */
  readonly accessLog?: string;
}

/** A running HTTP API. */
export interface HttpApi {
  readonly url: string;
  stop(): Promise<void>;
}

const bodyLimit = 10 * 1024 * 1024;

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: string | Buffer;
}

/** Serves an HTTP API v2 on loopback: routes, JWT authorizer, CORS, payload format 2.0 and the answers API Gateway makes itself. */
export async function startHttpApi(options: HttpApiOptions): Promise<HttpApi> {
  const authorize = jwtAuthorizer(options.now);
  const log = options.accessLog && options.accessLogFormat ? accessLog(options.accessLogFormat, options.accessLog) : undefined;
  const server = createServer((request, response) => {
    const started = performance.now();
    const seen: Seen = { requestId: newRequestId(), routeKey: undefined, claims: {}, integrationStatus: undefined, refusal: undefined };
    void answer(request, seen)
      .catch((): Answer => gatewayMessage(500))
      .then((reply) => {
        send(response, withCors(options.cors, request, reply), seen.requestId);
        log?.({
          ...seen,
          ...{ method: request.method ?? "", path: request.url?.split("?")[0] ?? "", sourceIp: request.socket.remoteAddress ?? "" },
          ...{ requestTime: requestTime(new Date(options.now())), status: reply.status, milliseconds: performance.now() - started },
          bytes: Buffer.byteLength(reply.body ?? ""),
        });
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;

  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, seen: Seen): Promise<Answer> {
    if (!isForThisMachine(request)) return gatewayMessage(421);
    const method = request.method ?? "GET";
    if (options.cors && isPreflight(request)) return { status: 204 };
    const url = urlOf(request.url ?? "");
    if (url === undefined) return gatewayMessage(400);
    const matched = matchRoute(options.routes, method, url.pathname);
    if (!matched) return method === "OPTIONS" && options.cors ? { status: 204 } : gatewayMessage(404);
    const { authorizer } = matched.route;
    seen.routeKey = matched.route.routeKey;
    const authorization = authorizer && (await authorize(authorizer, request.headers.authorization));
    if (authorization && "status" in authorization) {
      seen.refusal = String(authorization.status);
      const refused = gatewayMessage(authorization.status);
      return { ...refused, headers: { ...refused.headers, "www-authenticate": authorization.challenge } };
    }
    seen.claims = authorization?.claims ?? {};
    const body = await readBody(request);
    if (body === undefined) return gatewayMessage(413);
    const event = eventOf(request, url, matched, body, authorization, { ...options, requestId: seen.requestId });
    return run(matched, event, seen);
  }

  async function run({ route }: MatchedRoute, event: unknown, seen: Seen): Promise<Answer> {
    const timer = new Promise<"late">((resolve) => setTimeout(resolve, route.timeoutMilliseconds, "late").unref());
    // Lambda refuses an event of more than 6 MB with 413 (`RequestTooLargeException`). What an HTTP API makes of that is not documented;
    // that it passes the status on, as REST APIs have been seen to, is assumed. Base64 makes a third more of a body that is no text.
    const invoked = options.invoke(route.functionName, event).catch((error: unknown) => {
      if (error instanceof EventTooLarge) return "too-large" as const;
      throw error;
    });
    const result = await Promise.race([invoked, timer]);
    if (result === "too-large") return gatewayMessage(413);
    if (result === "late") return gatewayMessage(503);
    seen.integrationStatus = 200;
    return result.functionError === undefined ? answerOf(result.payload) : gatewayMessage(500);
  }
}

/** The address of a request in origin form; undefined if it has another form or malformed percent escapes. */
function urlOf(target: string): URL | undefined {
  const url = target.startsWith("/") ? URL.parse(`http://localhost${target}`) : null;
  return url && decodedPath(url.pathname) !== undefined ? url : undefined;
}

/** What is found out about a request while it is answered. */
type Seen = { -readonly [Name in "requestId" | "routeKey" | "claims" | "integrationStatus" | "refusal"]: AnsweredRequest[Name] };

/** The event in payload format 2.0. */
function eventOf(
  request: IncomingMessage,
  url: URL,
  { route, pathParameters }: MatchedRoute,
  body: Buffer,
  authorization: { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] } | undefined,
  { now, accountId, requestId }: HttpApiOptions & { readonly requestId: string },
): Fields {
  const { cookie, ...given } = request.headers;
  const headers = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value]));
  const query = new Map<string, string>();
  for (const [name, value] of url.searchParams) query.set(name, query.has(name) ? `${query.get(name)},${value}` : value);
  const isText = /^(?:text\/|application\/(?:[\w.+-]*json|javascript|xml))/.test(headers["content-type"] ?? "");
  const moment = new Date(now());
  const path = decodedPath(url.pathname);
  return {
    version: "2.0",
    routeKey: route.routeKey,
    rawPath: path,
    rawQueryString: url.search.slice(1),
    ...(cookie && { cookies: cookie.split("; ") }),
    headers,
    ...(query.size > 0 && { queryStringParameters: Object.fromEntries(query) }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: {
      accountId,
      apiId: "local",
      domainName: "127.0.0.1",
      domainPrefix: "127",
      http: {
        method: request.method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId,
      routeKey: route.routeKey,
      stage: "$default",
      time: requestTime(moment),
      timeEpoch: moment.getTime(),
      ...(authorization && {
        authorizer: { jwt: { claims: authorization.claims, scopes: authorization.scopes.length > 0 ? authorization.scopes : null } },
      }),
    },
    ...(body.length > 0 && { body: isText ? body.toString("utf8") : body.toString("base64") }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** `12/Mar/2026:19:03:58 +0000`, as in the common log format. */
function requestTime(moment: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(moment.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

/** The response a payload stands for: an object with `statusCode` is taken as it is, anything else is the JSON body of a 200. */
function answerOf(payload: unknown): Answer {
  if (!isFields(payload) || payload.statusCode === undefined) {
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      body: typeof payload === "string" ? payload : JSON.stringify(payload),
    };
  }
  const status = Number(payload.statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return gatewayMessage(500);
  const headers = Object.fromEntries(Object.entries(fieldsOf(payload.headers)).map(([name, value]) => [name.toLowerCase(), String(value)]));
  const text = payload.body === undefined ? "" : typeof payload.body === "string" ? payload.body : JSON.stringify(payload.body);
  return {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", ...headers },
    cookies: Array.isArray(payload.cookies) ? payload.cookies.map(String) : [],
    body: payload.isBase64Encoded === true ? Buffer.from(text, "base64") : text,
  };
}

/** Messages of the answers that API Gateway makes itself. */
const messages = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  413: "Request Entity Too Large",
  421: "Misdirected Request",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

function gatewayMessage(status: keyof typeof messages): Answer {
  // The refusal of an authorizer has no content type, as the transcript in AWS's troubleshooting guide shows.
  const headers: Record<string, string> = status === 401 ? {} : { "content-type": "application/json" };
  return { status, headers, body: JSON.stringify({ message: messages[status] }) };
}

/** Ids look like those of HTTP APIs, `Mc7UVioPPHcEKPA=`. */
function newRequestId(): string {
  return `${randomBytes(11).toString("base64url")}=`;
}

/** Whether a browser asks what it may send: API Gateway answers that itself, whatever the routes are. */
function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === "OPTIONS" && headers.origin !== undefined && headers["access-control-request-method"] !== undefined;
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length <= bodyLimit) chunks.push(chunk as Buffer);
  }
  return length > bodyLimit ? undefined : Buffer.concat(chunks);
}

function withCors(cors: CorsConfiguration | undefined, request: IncomingMessage, answer: Answer): Answer {
  const { origin } = request.headers;
  if (!cors || !origin || !(cors.allowOrigins.includes(origin) || cors.allowOrigins.includes("*"))) return answer;
  const own = isPreflight(request)
    ? {
        "access-control-allow-methods": cors.allowMethods.join(","),
        "access-control-allow-headers": cors.allowHeaders.join(","),
        "access-control-max-age": String(cors.maxAge),
      }
    : cors.exposeHeaders.length > 0 && { "access-control-expose-headers": cors.exposeHeaders.join(",") };
  return { ...answer, headers: { ...answer.headers, "access-control-allow-origin": origin, vary: "origin", ...own } };
}

function send(response: ServerResponse, { status, headers = {}, cookies = [], body = "" }: Answer, requestId: string): void {
  response.writeHead(status, {
    ...headers,
    ...(status !== 204 && { "content-length": Buffer.byteLength(body) }),
    ...(cookies.length > 0 && { "set-cookie": [...cookies] }),
    "apigw-requestid": requestId,
  });
  response.end(body);
}

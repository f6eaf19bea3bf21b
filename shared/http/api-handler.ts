import middy from "@middy/core";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type * as z from "zod";
import type { Clock } from "../kernel/clock.ts";
import { type EndpointDescription, isWrite } from "../kernel/endpoint.ts";
import { spoken } from "../kernel/message.ts";
import { accept, type Outcome, type Refusal, refuse } from "../kernel/outcome.ts";
import type { Bilingual, ProblemTable } from "../kernel/problem.ts";
import type { MemberReader } from "../members/members.ts";
import { faultFields, logger } from "../runtime/logger.ts";
import { BadCursor } from "../store/cursor.ts";
import { isTransient, StoreBusy } from "../store/transaction.ts";
import { authorize, type Caller, callerFinder } from "./caller.ts";
import { parseCall } from "./parse.ts";
import { pathPattern } from "./path-pattern.ts";
import { commonProblems, languageOf, problemDocument } from "./problems.ts";

/** A parsed and authorized call of an endpoint. */
export interface Call<E extends EndpointDescription> {
  readonly endpoint: EndpointDescription;
  readonly caller: Caller;
  readonly params: z.output<E["params"]>;
  readonly query: z.output<E["query"]>;
  readonly body: z.output<E["body"]>;
  /** The `Idempotency-Key` of a write; empty for reads. */
  readonly key: string;
}

/** What a use case answers with: the response, and whether it is the stored one of an earlier attempt. */
export interface Reply<Response> {
  readonly response: Response;
  readonly replayed?: boolean;
}

type UseCase<E extends EndpointDescription> = (call: Call<E>) => Promise<Outcome<Reply<z.input<E["response"]>>, Refusal>>;

/** An endpoint with the use case that serves it. */
export interface Route {
  readonly endpoint: EndpointDescription;
  readonly serve: (call: Call<EndpointDescription>) => Promise<Outcome<Reply<unknown>, Refusal>>;
}

/** Binds a use case to its endpoint; types of parameters, query, body and response follow from the descriptor. */
export function route<E extends EndpointDescription>(endpoint: E, useCase: UseCase<E>): Route {
  return { endpoint, serve: (call) => useCase(call as Call<E>) };
}

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;
type Result = APIGatewayProxyStructuredResultV2;

/**
 * The Lambda handler of a context's API: route, caller, role, parsing, use case, response parsing (nothing undeclared leaks), problem
 * document on refusal. Faults are logged without input and answered without internals.
 */
export function apiHandler(options: {
  readonly problems: ProblemTable;
  readonly routes: readonly Route[];
  readonly members: MemberReader;
  readonly clock: Clock;
}) {
  const findCaller = callerFinder(options.members, options.clock);
  const table: ProblemTable = { ...commonProblems, ...options.problems };
  const matchers = options.routes.map((each) => ({ ...each, match: pathPattern(each.endpoint.path) }));

  async function serve(event: Event, language: keyof Bilingual): Promise<Outcome<Result, Refusal>> {
    const { method, path } = event.requestContext.http;
    const found = matchers
      .filter(({ endpoint }) => endpoint.method === method)
      .flatMap((each) => {
        const params = each.match(path);
        return params ? [{ ...each, params }] : [];
      })
      .at(0);
    if (!found) return refuse({ code: "not-found" });
    logger.appendKeys({ operation: found.endpoint.operationId });
    const caller = authorize(await findCaller(subjectOf(event)), found.endpoint);
    if (!caller.ok) return caller;
    const parsed = parseCall(found.endpoint, event, found.params, language);
    if (!parsed.ok) return parsed;
    const outcome = await found.serve({ ...parsed.value, endpoint: found.endpoint, caller: caller.value });
    if (!outcome.ok) return outcome;
    const { response, replayed = false } = outcome.value;
    const headers = isWrite(found.endpoint) ? { "idempotency-replayed": String(replayed) } : {};
    return accept(jsonResult(200, "application/json", found.endpoint.response.parse(response), headers));
  }

  async function handle(event: Event): Promise<Result> {
    const request = { language: languageOf(event.headers["accept-language"]), instance: event.requestContext.requestId };
    const outcome = await serve(event, request.language).catch((error: unknown) => faultOutcome(error, request.language));
    if (outcome.ok) return outcome.value;
    const problem = problemDocument(table, outcome.refusal, request);
    if (problem) return problemResult(problem.status, problem);
    return problemResult(500, {
      type: "/problems/fault",
      title: request.language === "en" ? "Internal fault" : "系统内部错误",
      status: 500,
      detail:
        request.language === "en"
          ? "Nothing is half done. Retry with the same idempotency key."
          : "没有任何操作完成一半。请用同一个幂等键重试。",
      instance: request.instance,
    });
  }

  return middy<Event, Result>()
    .before(({ event, context }) => {
      logger.resetKeys();
      logger.appendKeys({ requestId: event.requestContext.requestId, functionRequestId: context.awsRequestId });
    })
    .handler(handle);
}

function subjectOf(event: Event): string | undefined {
  // Public routes have no authorizer, whatever the event type says.
  const authorizer = event.requestContext.authorizer as Event["requestContext"]["authorizer"] | undefined;
  const subject = authorizer?.jwt?.claims.sub;
  return typeof subject === "string" ? subject : undefined;
}

function faultOutcome(error: unknown, language: keyof Bilingual): Outcome<never, Refusal> {
  if (error instanceof BadCursor) {
    return refuse({ code: "validation-failed", errors: [{ pointer: "/query/cursor", detail: spoken(error.message, language) }] });
  }
  if (error instanceof StoreBusy || isTransient(error)) return refuse({ code: "busy" });
  logger.error("fault", faultFields(error));
  return refuse({ code: "fault" });
}

function jsonResult(statusCode: number, contentType: string, body: unknown, headers: Record<string, string> = {}): Result {
  return {
    statusCode,
    headers: { "content-type": `${contentType}; charset=utf-8`, "cache-control": "no-store", ...headers },
    body: JSON.stringify(body),
  };
}

function problemResult(status: number, body: unknown): Result {
  return jsonResult(status, "application/problem+json", body, status === 503 || status === 429 ? { "retry-after": "2" } : {});
}

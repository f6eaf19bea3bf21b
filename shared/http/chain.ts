import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { EndpointDescription } from "../kernel/endpoint.ts";
import type { Outcome, Refusal } from "../kernel/outcome.ts";
import type { Bilingual } from "../kernel/problem.ts";
import type { Caller } from "./caller.ts";
import type { ParsedCall } from "./parse.ts";
import { languageOf } from "./problems.ts";

/** A call as API Gateway makes it; on a public route it has no authorizer, whatever the type says. */
export type ApiEvent = APIGatewayProxyEventV2WithJWTAuthorizer;
/** An HTTP response as API Gateway takes it. */
export type ApiResult = APIGatewayProxyStructuredResultV2;

/** A call with everything that its use case may rely on: of what, by whom, and the parsed input. */
export interface AuthorizedCall extends ParsedCall {
  readonly endpoint: EndpointDescription;
  readonly caller: Caller;
}

/** What a use case comes to, before its response is parsed. */
export type UseCaseOutcome = Outcome<{ readonly response: unknown; readonly replayed?: boolean }, Refusal>;

/** An endpoint and the use case that serves it. */
export interface Operation {
  readonly endpoint: EndpointDescription;
  readonly serve: (call: AuthorizedCall) => Promise<UseCaseOutcome>;
}

/** What the middlewares find out about a call, each for those after it. */
export type CallState = { operation: Operation; params: Record<string, string>; caller: Caller };
/** The context that the handler gets: the last middleware before it adds the operation and its call. */
export interface CallContext extends Context {
  operation: Operation;
  call: AuthorizedCall;
}
/** A middleware of the chain. The response is the use case's outcome until the last one makes a result of it. */
export type ApiMiddleware = MiddlewareObj<ApiEvent, UseCaseOutcome | ApiResult, Error, CallContext, CallState>;

/** Answers a call with the problem of a refusal. */
export type RefusalAnswer = (refusal: Refusal, event: ApiEvent) => ApiResult;

/** The language that the caller reads. */
export function readerLanguage(event: ApiEvent): keyof Bilingual {
  return languageOf(event.headers["accept-language"]);
}

/** A JSON response that no cache keeps. */
export function jsonResult(statusCode: number, contentType: string, body: unknown, headers: Record<string, string> = {}): ApiResult {
  return {
    statusCode,
    headers: { "content-type": `${contentType}; charset=utf-8`, "cache-control": "no-store", ...headers },
    body: JSON.stringify(body),
  };
}

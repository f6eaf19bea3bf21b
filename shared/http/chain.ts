import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { EndpointDescription } from "../kernel/endpoint.ts";
import type { Outcome, Refusal } from "../kernel/outcome.ts";
import type { Bilingual } from "../kernel/problem.ts";
import type { CommandCall } from "../store/command.ts";
import type { Caller } from "./caller.ts";
import { languageOf } from "./language.ts";
import type { ParsedCall } from "./parse.ts";

/** A call as API Gateway makes it; on a public route it has no authorizer, although the type requires one. */
export type ApiEvent = APIGatewayProxyEventV2WithJWTAuthorizer;
/** An HTTP response as API Gateway takes it. */
export type ApiResult = APIGatewayProxyStructuredResultV2;

/** A call as its use case gets it: operation, caller and parsed input, and what a second person has to do with its command. */
export interface AuthorizedCall extends ParsedCall, Pick<CommandCall, "instead" | "also"> {
  readonly endpoint: EndpointDescription;
  readonly caller: Caller;
}

/** Outcome of a use case, before its response is parsed; `entered` is the address of a request where it waits for a second person. */
export type UseCaseOutcome = Outcome<{ readonly response: unknown; readonly replayed?: boolean; readonly entered?: string }, Refusal>;

/** An endpoint and the use case that serves it. */
export interface Operation {
  readonly endpoint: EndpointDescription;
  readonly serve: (call: AuthorizedCall) => Promise<UseCaseOutcome>;
}

/** State of a call that middlewares pass on to later ones. */
export type CallState = { operation: Operation; params: Record<string, string>; caller: Caller };
/** Context of the handler; the last middleware adds the operation and its call. */
export interface CallContext extends Context {
  operation: Operation;
  call: AuthorizedCall;
}
/** A middleware of the chain. The response is the use case's outcome until the last one turns it into a result. */
export type ApiMiddleware = MiddlewareObj<ApiEvent, UseCaseOutcome | ApiResult, Error, CallContext, CallState>;

/** Answers a call with the problem of a refusal, and further headers. */
export type RefusalAnswer = (refusal: Refusal, event: ApiEvent, headers?: Readonly<Record<string, string>>) => ApiResult;

/** The language the caller prefers. */
export function readerLanguage(event: ApiEvent): keyof Bilingual {
  return languageOf(event.headers["accept-language"]);
}

/** A JSON response that is never cached. */
export function jsonResult(statusCode: number, contentType: string, body: unknown, headers: Record<string, string> = {}): ApiResult {
  return {
    statusCode,
    headers: { "content-type": `${contentType}; charset=utf-8`, "cache-control": "no-store", ...headers },
    body: JSON.stringify(body),
  };
}

/** Sends clients on to a path of the API, with the same method and body. */
export function movedTo(location: string): ApiResult {
  return { statusCode: 308, headers: { "cache-control": "no-store", location } };
}

/** A response without a body. */
export function noContent(headers: Readonly<Record<string, string>>): ApiResult {
  return { statusCode: 204, headers: { "cache-control": "no-store", ...headers } };
}

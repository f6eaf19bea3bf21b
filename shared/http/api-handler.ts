import middy from "@middy/core";
import type { Context } from "aws-lambda";
import type * as z from "zod";
import type { Clock } from "../kernel/clock.ts";
import type { EndpointDescription } from "../kernel/endpoint.ts";
import type { Outcome, Refusal } from "../kernel/outcome.ts";
import type { ProblemTable } from "../kernel/problem.ts";
import type { MemberReader } from "../members/members.ts";
import { callerFinder } from "./caller.ts";
import type { ApiEvent, ApiResult, AuthorizedCall, CallContext, Operation, UseCaseOutcome } from "./chain.ts";
import { answerOutcome } from "./middlewares/answer-outcome.ts";
import { answerProblems, OutOfTime, refusalAnswer } from "./middlewares/answer-problems.ts";
import { authorizeCaller } from "./middlewares/authorize-caller.ts";
import { findOperation, type ServedPath } from "./middlewares/find-operation.ts";
import { logKeys } from "./middlewares/log-keys.ts";
import { parseInput } from "./middlewares/parse-input.ts";
import { commonProblems } from "./problems.ts";

/** A parsed and authorized call of an endpoint. */
export interface Call<E extends EndpointDescription> extends AuthorizedCall {
  readonly params: z.output<E["params"]>;
  readonly query: z.output<E["query"]>;
  readonly body: z.output<E["body"]>;
}

/** Result of a use case: the response, and whether it was stored by an earlier attempt. */
export interface Reply<Response> {
  readonly response: Response;
  readonly replayed?: boolean;
}

type UseCase<E extends EndpointDescription> = (call: Call<E>) => Promise<Outcome<Reply<z.input<E["response"]>>, Refusal>>;

/** An endpoint with the use case that serves it. */
export type Route = Operation;

/** Binds a use case to its endpoint; types of parameters, query, body and response are inferred from the endpoint. */
export function route<E extends EndpointDescription>(endpoint: E, useCase: UseCase<E>): Route {
  return { endpoint, serve: (call) => useCase(call as Call<E>) };
}

/**
 * The Lambda handler of a context's API: a chain of middlewares around the use case. A middleware that refuses answers with a problem
 * document, and the rest of the chain does not run.
 */
export function apiHandler(options: {
  readonly problems: ProblemTable;
  readonly routes: readonly Route[];
  readonly members: MemberReader;
  readonly clock: Clock;
  /** Whether logs name no request; they do when absent. */
  readonly confidentialCalls?: boolean;
  /** Every path of the API, where the function answers what no endpoint serves. */
  readonly everyPath?: (() => Promise<readonly ServedPath[]>) | undefined;
}): (event: ApiEvent, context: Context) => Promise<ApiResult> {
  const answer = refusalAnswer({ ...commonProblems, ...options.problems });
  const chain = middy<ApiEvent, UseCaseOutcome | ApiResult, Error, CallContext>({ timeoutEarlyResponse: failOutOfTime })
    .use([
      logKeys(options.confidentialCalls === true),
      answerProblems(answer),
      findOperation(options.routes, answer, options.everyPath),
      authorizeCaller(callerFinder(options.members, options.clock), options.clock, answer),
      parseInput(answer),
      answerOutcome(answer),
    ])
    .handler((_event, { operation, call }) => operation.serve(call));
  // The chain fills in the context and returns a result; middy's types can't express either.
  return chain as unknown as (event: ApiEvent, context: Context) => Promise<ApiResult>;
}

function failOutOfTime(): never {
  throw new OutOfTime();
}

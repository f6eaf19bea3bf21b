import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import type * as z from "zod";
import { type EndpointDescription, isWrite } from "../kernel/endpoint.ts";
import { accept, type Outcome, type Refusal, refuse } from "../kernel/outcome.ts";

/** Where an input breaks its schema: a JSON pointer below `/params`, `/query` or `/body`, and what is expected there. */
export interface InputError {
  readonly pointer: string;
  readonly detail: string;
}

/** Input that breaks its schema, all errors at once. */
export interface ValidationRefusal extends Refusal {
  readonly code: "validation-failed";
  readonly errors: readonly InputError[];
}

/** The parsed parts of a call. */
export interface ParsedCall {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly key: string;
}

const keyPattern = /^[\x21-\x7e]{1,128}$/;

/** Parses parameters, query, body and idempotency key of a request; unknown keys of the body are refused, errors come all at once. */
export function parseCall(
  endpoint: EndpointDescription,
  event: APIGatewayProxyEventV2WithJWTAuthorizer,
  params: Record<string, string>,
): Outcome<ParsedCall, Refusal> {
  const key = event.headers["idempotency-key"] ?? "";
  if (isWrite(endpoint) && !keyPattern.test(key)) return refuse({ code: "idempotency-key-missing" });
  const body = isWrite(endpoint) ? bodyOf(event) : accept({});
  if (!body.ok) return body;
  const errors: InputError[] = [];
  const parse = (name: "params" | "query" | "body", input: unknown): unknown => {
    const result = endpoint[name].safeParse(input);
    if (result.success) return result.data;
    errors.push(...result.error.issues.flatMap((issue) => inputErrors(name, issue)));
    return undefined;
  };
  const parsed = {
    params: parse("params", params),
    query: parse("query", event.queryStringParameters ?? {}),
    body: parse("body", body.value),
    key,
  };
  return errors.length === 0 ? accept(parsed) : refuse<ValidationRefusal>({ code: "validation-failed", errors });
}

function inputErrors(part: string, issue: z.core.$ZodIssue): InputError[] {
  const at = (path: readonly PropertyKey[]) =>
    `/${[part, ...path].map((step) => String(step).replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((name) => ({ pointer: at([...issue.path, name]), detail: "unknown member" }));
  return [{ pointer: at(issue.path), detail: issue.message }];
}

function bodyOf(event: APIGatewayProxyEventV2WithJWTAuthorizer): Outcome<unknown, Refusal> {
  if (!event.body) return accept({});
  try {
    const bytes = event.isBase64Encoded ? Buffer.from(event.body, "base64") : Buffer.from(event.body, "utf8");
    if (bytes.length > 4 * 1024 * 1024) return refuse({ code: "malformed-body" });
    return accept(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return refuse({ code: "malformed-body" });
  }
}

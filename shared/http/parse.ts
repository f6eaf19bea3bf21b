import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import { type EndpointDescription, isWrite } from "../kernel/endpoint.ts";
import { expectation } from "../kernel/expectations.ts";
import { type InputError, inputErrorsOf } from "../kernel/input-errors.ts";
import { accept, type Outcome, type Refusal, refuse } from "../kernel/outcome.ts";
import type { Bilingual } from "../kernel/problem.ts";
import { bodyOfRead, repeatedParameters, textFaults, validationFailed } from "./input-errors.ts";
import { readBody } from "./read-body.ts";

/** The parsed parts of a call. */
export interface ParsedCall {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** The `Idempotency-Key` of a write; empty for reads. */
  readonly key: string;
}

const keyPattern = /^[\x21-\x7e]{1,128}$/;
const parts = ["params", "query", "body"] as const;

/**
 * Parses parameters, query, body and idempotency key. What the schemas do not know and texts that the rule for texts does not allow are
 * refused at any depth; errors are returned together, the first twenty of them in the reader's language.
 */
export function parseCall(
  endpoint: EndpointDescription,
  event: APIGatewayProxyEventV2WithJWTAuthorizer,
  params: Record<string, string>,
  language: keyof Bilingual,
): Outcome<ParsedCall, Refusal> {
  const key = event.headers["idempotency-key"] ?? "";
  if (isWrite(endpoint) && !keyPattern.test(key)) return refuse({ code: "idempotency-key-missing" });
  const body = isWrite(endpoint) ? readBody(event, language) : accept({});
  if (!body.ok) return body;
  const input = { params, query: event.queryStringParameters ?? {}, body: body.value };
  const faults: InputError[] = [...repeatedParameters(event.rawQueryString ?? "")];
  if (!isWrite(endpoint) && event.body) faults.push(bodyOfRead);
  const parsed: Record<string, unknown> = {};
  for (const part of parts) {
    for (const fault of textFaults(input[part], [part])) faults.push(fault);
    const result = endpoint[part].safeParse(input[part], { error: expectation });
    if (result.success) parsed[part] = result.data;
    else for (const fault of inputErrorsOf(result.error.issues, [part])) faults.push(fault);
  }
  const { params: path, query, body: content } = parsed;
  return faults.length === 0 ? accept({ params: path, query, body: content, key }) : validationFailed(faults, language);
}

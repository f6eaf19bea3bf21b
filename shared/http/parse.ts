import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import type * as z from "zod";
import { en, zhCN } from "zod/locales";
import { type EndpointDescription, isWrite } from "../kernel/endpoint.ts";
import { jsonPointer } from "../kernel/invalid-input.ts";
import { message, messageIn } from "../kernel/message.ts";
import { accept, type Outcome, type Refusal, refuse } from "../kernel/outcome.ts";
import type { Bilingual } from "../kernel/problem.ts";

/** Where an input violates its schema: a JSON pointer below `/params`, `/query` or `/body`, and what is expected there. */
export interface InputError {
  readonly pointer: string;
  readonly detail: string;
}

/** Input that violates its schema, with all errors. */
export interface ValidationRefusal extends Refusal {
  readonly code: "validation-failed";
  readonly errors: readonly InputError[];
}

/** The parsed parts of a call. */
export interface ParsedCall {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** The `Idempotency-Key` of a write; empty for reads. */
  readonly key: string;
}

/** Messages of the schema library, per language. */
const messagesIn = { zh: zhCN().localeError, en: en().localeError } as const;

const keyPattern = /^[\x21-\x7e]{1,128}$/;

/**
 * Parses parameters, query, body and idempotency key; unknown keys are refused; all errors are returned together, in the reader's language.
 */
export function parseCall(
  endpoint: EndpointDescription,
  event: APIGatewayProxyEventV2WithJWTAuthorizer,
  params: Record<string, string>,
  language: keyof Bilingual,
): Outcome<ParsedCall, Refusal> {
  const key = event.headers["idempotency-key"] ?? "";
  if (isWrite(endpoint) && !keyPattern.test(key)) return refuse({ code: "idempotency-key-missing" });
  const body = isWrite(endpoint) ? bodyOf(event) : accept({});
  if (!body.ok) return body;
  const errors: InputError[] = [];
  const parse = (name: "params" | "query" | "body", input: unknown): unknown => {
    const result = endpoint[name].safeParse(input, { error: messagesIn[language] });
    if (result.success) return result.data;
    errors.push(...result.error.issues.flatMap((issue) => inputErrors(name, issue, language)));
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

const unknownMember = message("未知的字段", "unknown member");

function inputErrors(part: string, issue: z.core.$ZodIssue, language: keyof Bilingual): InputError[] {
  const at = (path: readonly PropertyKey[], detail: string): InputError => ({
    pointer: jsonPointer([part, ...path]),
    detail: messageIn(detail, language),
  });
  if (issue.code === "unrecognized_keys") return issue.keys.map((name) => at([...issue.path, name], unknownMember));
  return [at(issue.path, issue.message)];
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function bodyOf(event: APIGatewayProxyEventV2WithJWTAuthorizer): Outcome<unknown, Refusal> {
  if (!event.body) return accept({});
  try {
    const bytes = event.isBase64Encoded ? Buffer.from(event.body, "base64") : Buffer.from(event.body, "utf8");
    if (bytes.length > 4 * 1024 * 1024) return refuse({ code: "malformed-body" });
    return accept(JSON.parse(utf8.decode(bytes)));
  } catch {
    return refuse({ code: "malformed-body" });
  }
}

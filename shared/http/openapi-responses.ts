import * as z from "zod";
import { asksForSecondPerson, enteredRequest } from "../approvals/contract.ts";
import { actOf, contentOf, doneStatus, type EndpointDescription, isWrite } from "../kernel/endpoint.ts";
import { required } from "../kernel/invariant.ts";
import type { ProblemRow, ProblemTable } from "../kernel/problem.ts";
import type { Components } from "./components.ts";
import { languageTags } from "./language.ts";
import { problemDocumentSchema } from "./problems.ts";

type Json = Record<string, unknown>;

const problem = { $ref: "#/components/schemas/Problem" };
const problemOrMessage = { $ref: "#/components/schemas/ProblemOrMessage" };

/** What API Gateway answers by itself, in front of the product; its messages can't be changed. */
const gatewayMessages = {
  401: "Unauthorized",
  403: "Forbidden",
  413: "Request Entity Too Large",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

const { $schema: _dialect, ...problemSchema } = z.toJSONSchema(problemDocumentSchema, { io: "input" });

/** Schemas of everything that is not a response of a use case. */
export const problemSchemas: Json = {
  Problem: problemSchema,
  GatewayMessage: {
    type: "object",
    description:
      "What the gateway in front of the API answers by itself: without a valid token, over a limit, or when a function does not answer",
    properties: { message: { type: "string", description: "In English, whatever language is asked for" } },
    required: ["message"],
  },
  ProblemOrMessage: {
    description: "A problem of the product, or a message of the gateway: the same status may come from either",
    anyOf: [problem, { $ref: "#/components/schemas/GatewayMessage" }],
  },
};

/** Headers of all problems. */
export const problemHeaders: Json = {
  ContentLanguage: {
    description: "Language of the texts, by `Accept-Language`: Chinese unless English is preferred. Messages of the gateway have none",
    schema: { type: "string", enum: Object.values(languageTags) },
  },
  RetryAfter: { description: "Seconds after which to try again, with the same idempotency key", schema: { type: "integer" } },
  WwwAuthenticate: { description: "How to sign in, and perhaps what is wrong with the token", schema: { type: "string" } },
  Location: { description: "Path where the result can be read", schema: { type: "string" } },
  ETag: { description: "Names the content; sent back in `If-None-Match`, it saves sending the same again", schema: { type: "string" } },
  IdempotencyReplayed: {
    description: "Whether this is the stored answer of an earlier call with the same key; status, body and other headers are the same",
    schema: { type: "string", enum: ["true", "false"] },
  },
};

/**
 * The responses of an endpoint: done, waiting for a second person, each of its problems, and what the gateway answers in its place;
 * `examples` are of the first.
 */
export function responsesOf(endpoint: EndpointDescription, table: ProblemTable, { schema }: Components, examples: Json): Json {
  const done = doneStatus(endpoint);
  const marked = isWrite(endpoint) ? { "Idempotency-Replayed": header("IdempotencyReplayed") } : {};
  return {
    [done]: {
      description: done === 201 ? "Created, at the path that `Location` names" : "Done",
      ...headers({
        ...(done === 201 && { Location: header("Location") }),
        ...(endpoint.servesFile && { ETag: header("ETag") }),
        ...marked,
      }),
      content: { "application/json": { schema: schema(contentOf(endpoint) ?? endpoint.response, "output"), ...examples } },
    },
    ...(endpoint.servesFile && {
      "304": { description: "The same as the one whose `ETag` the request names in `If-None-Match`", ...headers({ ETag: header("ETag") }) },
    }),
    ...(asksForSecondPerson(endpoint) && {
      "202": {
        description: "Entered: it waits for a second person, at the path that `Location` names",
        ...headers({ Location: header("Location"), ...marked }),
        content: { "application/json": { schema: schema(enteredRequest, "output") } },
      },
    }),
    ...problemResponses(endpoint, table),
  };
}

function header(name: string): Json {
  return { $ref: `#/components/headers/${name}` };
}

function headers(some: Json): Json {
  return Object.keys(some).length > 0 ? { headers: some } : {};
}

/** Whether only members may call it. */
export function needsMember({ roles }: EndpointDescription): boolean {
  return !roles.includes("public") && !roles.includes("person");
}

/** The common codes this endpoint can return, and its own. */
function codesOf(endpoint: EndpointDescription): string[] {
  const ofMembers = needsMember(endpoint);
  return [
    ...(endpoint.roles.includes("public") ? [] : ["unauthenticated", "subject-refused"]),
    ...(ofMembers ? ["not-a-member", "member-not-admitted", "role-not-allowed"] : []),
    ...(ofMembers && actOf(endpoint) ? ["function-not-allowed"] : []),
    ...(isWrite(endpoint) ? ["malformed-body", "idempotency-key-missing", "idempotency-key-reused"] : []),
    ...(isWrite(endpoint) && ofMembers ? ["member-suspended", "letter-not-valid"] : []),
    ...["validation-failed", "not-found", "busy", "fault"],
    ...endpoint.refusals,
  ];
}

/** Statuses with which the gateway may answer in the endpoint's place. */
function gatewayStatuses(endpoint: EndpointDescription): (keyof typeof gatewayMessages)[] {
  return [
    ...(endpoint.roles.includes("public") ? [] : ([401, 403] as const)),
    ...(isWrite(endpoint) ? ([413] as const) : []),
    ...([429, 500, 503] as const),
  ];
}

function problemResponses(endpoint: EndpointDescription, table: ProblemTable): Json {
  const known = [...new Set(codesOf(endpoint))].map((code): [string, ProblemRow] => [
    code,
    required(table[code], `problem text of ${code}`),
  ]);
  const byStatus = Map.groupBy(known, ([, row]) => row.status as number);
  const gateway = new Set<number>(gatewayStatuses(endpoint));
  const statuses = [...new Set([...byStatus.keys(), ...gateway])].sort((one, other) => one - other);
  return Object.fromEntries(
    statuses.map((status) => {
      const codes = (byStatus.get(status) ?? []).map(([code]) => code);
      const name = Object.keys(usual).find((each) => gateway.has(status) && isUsual(each, status, codes));
      return [status, name ? { $ref: `#/components/responses/${name}` } : problemResponse(status, codes, gateway.has(status))];
    }),
  );
}

/** The responses that most operations share, with the codes of the product in them. */
const usual: Readonly<Record<string, { readonly status: number; readonly codes: readonly string[] }>> = {
  Unauthorized: { status: 401, codes: ["unauthenticated", "subject-refused"] },
  TooLarge: { status: 413, codes: [] },
  TooManyRequests: { status: 429, codes: [] },
  Fault: { status: 500, codes: ["fault"] },
  Busy: { status: 503, codes: ["busy"] },
};

function isUsual(name: string, status: number, codes: readonly string[]): boolean {
  return usual[name]?.status === status && usual[name].codes.join() === codes.join();
}

/** The shared responses by name. */
export function usualResponses(): Json {
  return Object.fromEntries(Object.entries(usual).map(([name, { status, codes }]) => [name, problemResponse(status, codes, true)]));
}

function problemResponse(status: number, codes: readonly string[], fromGateway: boolean): Json {
  const examples = Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]));
  const message = gatewayMessages[status as keyof typeof gatewayMessages];
  return {
    description: [...codes, ...(fromGateway ? [`gateway: ${message}`] : [])].join(", "),
    ...headers({
      ...(codes.length > 0 && { "Content-Language": header("ContentLanguage") }),
      ...(status === 401 && { "WWW-Authenticate": header("WwwAuthenticate") }),
      ...((status === 429 || status === 503) && codes.length > 0 && { "Retry-After": header("RetryAfter") }),
    }),
    // Clients that read one schema of a status get that of both, whichever content type they choose.
    content: {
      ...(codes.length > 0 && { "application/problem+json": { schema: fromGateway ? problemOrMessage : problem, examples } }),
      ...(fromGateway && { "application/json": { schema: codes.length > 0 ? problemOrMessage : messageOnly, example: { message } } }),
    },
  };
}

const messageOnly = { $ref: "#/components/schemas/GatewayMessage" };

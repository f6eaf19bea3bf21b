import * as z from "zod";
import { asksForSecondPerson, enteredRequest } from "../approvals/contract.ts";
import type { ContextDefinition } from "../deployment/context.ts";
import { actOf, type EndpointDescription, isWrite } from "../kernel/endpoint.ts";
import { required } from "../kernel/invariant.ts";
import type { Bilingual, ProblemRow, ProblemTable } from "../kernel/problem.ts";
import { type Components, componentsOf, type Enumerations } from "./components.ts";
import { bodyBounds } from "./json-bounds.ts";
import { commonProblems, problemDocumentSchema } from "./problems.ts";

/** The part of a context that the description covers. */
export type DescribedContext = Pick<ContextDefinition, "name" | "endpoints" | "problems">;

type Json = Record<string, unknown>;

/**
 * The OpenAPI 3.1 document of the contexts: pure and deterministic. `enumerations` lists the members of components that are plain strings
 * in the contracts. Throws if an operation id occurs twice.
 */
export function openApiDocument(contexts: readonly DescribedContext[], { enumerations = {} }: { enumerations?: Enumerations } = {}): Json {
  const components = componentsOf(
    contexts.flatMap(({ endpoints }) => described(endpoints).flatMap(schemasOf)),
    enumerations,
  );
  const paths: Record<string, Json> = {};
  const seen = new Set<string>();
  for (const { name, endpoints, problems } of contexts) {
    for (const endpoint of described(endpoints)) {
      if (seen.has(endpoint.operationId)) throw new Error(`operation id twice: ${endpoint.operationId}`);
      seen.add(endpoint.operationId);
      const operationObject = operation(name, endpoint, { ...commonProblems, ...problems }, components);
      paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operationObject };
    }
  }
  return {
    openapi: "3.1.0",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: { title: "EcoValue Exchange 生态价值交易所", version: "1", description },
    tags: contexts.map(({ name }) => ({ name })),
    paths,
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "Access token of the OpenID issuer" } },
      schemas: { ...components.all(), Problem: problemSchema },
      examples: problemExamples([commonProblems, ...contexts.map(({ problems }) => problems)]),
    },
  };
}

/** Endpoints for programs: files are for people, and no client is generated for them. */
function described(endpoints: DescribedContext["endpoints"]): EndpointDescription[] {
  return Object.values(endpoints).filter(({ servesFile }) => !servesFile);
}

/** What all inputs have in common. */
const description = [
  "All text is in Unicode normal form C and free of damaged, control, invisible, direction-changing, private and unassigned characters; nothing is corrected.",
  "Unknown members are refused at any depth, and every value has one form: numbers in queries are plain decimal digits, instants lie in the years 1970 to 9999.",
  `A body has at most ${bodyBounds.values} members and elements in all and ${bodyBounds.depth} levels, and names no member twice.`,
].join(" ");

const { $schema: _dialect, ...problemSchema } = z.toJSONSchema(problemDocumentSchema, { io: "input" });

/** Every schema of an endpoint, with the direction it is used in. */
function schemasOf({ params, query, body, response, secondPerson }: EndpointDescription): [z.ZodType, "input" | "output"][] {
  return [
    ...(secondPerson ? [[enteredRequest, "output"] as [z.ZodType, "output"]] : []),
    [params, "input"],
    [query, "input"],
    [body, "input"],
    [response, "output"],
  ];
}

function operation(tag: string, endpoint: EndpointDescription, table: ProblemTable, { schema }: Components): Json {
  const isPublic = endpoint.roles.includes("public");
  return {
    operationId: endpoint.operationId,
    tags: [tag],
    summary: endpoint.summary,
    "x-roles": endpoint.roles,
    ...(endpoint.secondPerson && { "x-second-person": endpoint.secondPerson }),
    ...(needsMember(endpoint) && actOf(endpoint) && { "x-act": actOf(endpoint) }),
    security: isPublic ? [] : [{ token: [] }],
    parameters: [
      ...parameters(schema(endpoint.params, "input"), "path"),
      ...parameters(schema(endpoint.query, "input"), "query"),
      ...keyParameter(endpoint),
    ],
    ...(isWrite(endpoint) && {
      requestBody: { required: true, content: { "application/json": { schema: schema(endpoint.body, "input") } } },
    }),
    responses: {
      "200": { description: "Done", content: { "application/json": { schema: schema(endpoint.response, "output") } } },
      ...(asksForSecondPerson(endpoint) && {
        "202": {
          description: "Entered: it waits for a second person, at the path that `Location` names",
          headers: { Location: { description: "Path of the request", schema: { type: "string" } } },
          content: { "application/json": { schema: schema(enteredRequest, "output") } },
        },
      }),
      ...problemResponses(codesOf(endpoint, isPublic), table),
    },
  };
}

function needsMember({ roles }: EndpointDescription): boolean {
  return !roles.includes("public") && !roles.includes("person");
}

/** The common codes this endpoint can return, and its own. */
function codesOf(endpoint: EndpointDescription, isPublic: boolean): string[] {
  const ofMembers = needsMember(endpoint);
  return [
    ...(isPublic ? [] : ["unauthenticated", "subject-refused"]),
    ...(ofMembers ? ["not-a-member", "member-not-admitted", "role-not-allowed"] : []),
    ...(ofMembers && actOf(endpoint) ? ["function-not-allowed"] : []),
    ...(isWrite(endpoint) ? ["malformed-body", "idempotency-key-missing", "idempotency-key-reused"] : []),
    ...(isWrite(endpoint) && ofMembers ? ["member-suspended", "letter-not-valid"] : []),
    ...["validation-failed", "not-found", "busy"],
    ...endpoint.refusals,
  ];
}

function problemResponses(codes: readonly string[], table: ProblemTable): Json {
  const known = [...new Set(codes)].map((code): [string, ProblemRow] => [code, required(table[code], `problem text of ${code}`)]);
  const byStatus = Map.groupBy(known, ([, row]) => String(row.status));
  return Object.fromEntries([...byStatus].map(([status, rows]) => [status, problemResponse(rows)]));
}

function problemResponse(rows: readonly [string, ProblemRow][]): Json {
  const examples = Object.fromEntries(rows.map(([code]) => [code, { $ref: `#/components/examples/${code}` }]));
  const content = { schema: { $ref: "#/components/schemas/Problem" }, examples };
  return { description: rows.map(([code]) => code).join(", "), content: { "application/problem+json": content } };
}

/** Every problem once: the Chinese document as value, the English texts as summary and description. */
function problemExamples(tables: readonly ProblemTable[]): Json {
  const rows = tables.flatMap((table) => Object.entries(table));
  return Object.fromEntries(rows.map(([code, { status, title, detail }]) => [code, problemExample(code, status, title, detail)]));
}

function problemExample(code: string, status: number, title: Bilingual, detail: Bilingual): Json {
  const value = { type: `/problems/${code}`, title: title.zh, status, detail: detail.zh, instance: "" };
  return { summary: title.en, description: detail.en, value };
}

function parameters(schema: Json, where: "path" | "query"): Json[] {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, each]) => ({
    ...{ name, in: where, required: where === "path" || required.includes(name), schema: each },
  }));
}

function keyParameter(endpoint: EndpointDescription): Json[] {
  if (!isWrite(endpoint)) return [];
  const schema = { type: "string", pattern: "^[\\x21-\\x7e]{1,128}$" };
  const description = "Repeating a key with the same input returns the stored response";
  return [{ name: "Idempotency-Key", in: "header", required: true, description, schema }];
}

import type * as z from "zod";
import { enteredRequest } from "../approvals/contract.ts";
import type { ContextDefinition } from "../deployment/context.ts";
import { actOf, type EndpointDescription, isWrite } from "../kernel/endpoint.ts";
import type { ProblemTable } from "../kernel/problem.ts";
import { type Components, componentsOf, type Enumerations } from "./components.ts";
import { bodyBounds } from "./json-bounds.ts";
import { needsMember, problemExamples, problemHeaders, problemSchemas, responsesOf, usualResponses } from "./openapi-responses.ts";
import { commonProblems } from "./problems.ts";

/** The part of a context that the description covers. */
export type DescribedContext = Pick<ContextDefinition, "name" | "endpoints" | "problems">;

type Json = Record<string, unknown>;

/**
 * The OpenAPI 3.1 document of the contexts: pure and deterministic. `enumerations` lists the members of components that are plain strings
 * in the contracts. Throws if an operation id occurs twice.
 */
export function openApiDocument(contexts: readonly DescribedContext[], { enumerations = {} }: { enumerations?: Enumerations } = {}): Json {
  const components = componentsOf(
    contexts.flatMap(({ endpoints }) => Object.values(endpoints).flatMap(schemasOf)),
    enumerations,
  );
  const paths: Record<string, Json> = {};
  const seen = new Set<string>();
  for (const { name, endpoints, problems } of contexts) {
    for (const endpoint of Object.values(endpoints)) {
      if (seen.has(endpoint.operationId)) throw new Error(`operation id twice: ${endpoint.operationId}`);
      seen.add(endpoint.operationId);
      const described = operation(name, endpoint, { ...commonProblems, ...problems }, components);
      paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: described };
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
      schemas: { ...components.all(), ...problemSchemas },
      responses: usualResponses(),
      headers: problemHeaders,
      examples: problemExamples([commonProblems, ...contexts.map(({ problems }) => problems)]),
    },
  };
}

/** What all inputs have in common. */
const description = [
  "All text is in Unicode normal form C and free of damaged, control, invisible, direction-changing, private and unassigned characters; nothing is corrected.",
  "Unknown members are refused at any depth, and every value has one form: numbers in queries are plain decimal digits, instants lie in the years 1970 to 9999.",
  `A body has at most ${bodyBounds.values} members and elements in all and ${bodyBounds.depth} levels, and names no member twice.`,
].join(" ");

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

function operation(tag: string, endpoint: EndpointDescription, table: ProblemTable, components: Components): Json {
  const { schema } = components;
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
    ...requestBody(endpoint, schema(endpoint.body, "input")),
    responses: responsesOf(endpoint, table, components),
  };
}

/** The body of a write that has members; it may be left out where none is required, because an absent one is an empty object. */
function requestBody(endpoint: EndpointDescription, schema: Json): Json {
  const { properties } = schema as { properties?: Json };
  if (!isWrite(endpoint) || (properties && Object.keys(properties).length === 0)) return {};
  return { requestBody: { required: !endpoint.body.safeParse({}).success, content: { "application/json": { schema } } } };
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

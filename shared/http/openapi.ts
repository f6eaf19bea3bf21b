import type * as z from "zod";
import { enteredRequest } from "../approvals/contract.ts";
import type { ContextDefinition } from "../deployment/context.ts";
import { actOf, contentOf, type EndpointDescription, isWrite } from "../kernel/endpoint.ts";
import type { ProblemTable } from "../kernel/problem.ts";
import { information, securitySchemes, servers } from "./api-information.ts";
import { type Components, componentsOf, type Substitutes } from "./components.ts";
import type { Example, ExamplesByOperation } from "./examples.ts";
import { needsMember, problemExamples, problemHeaders, problemSchemas, responsesOf, usualResponses } from "./openapi-responses.ts";
import { commonProblems } from "./problems.ts";

/** The part of a context that the description covers. */
export type DescribedContext = Pick<ContextDefinition, "name" | "description" | "endpoints" | "problems">;

type Json = Record<string, unknown>;

/**
 * The OpenAPI 3.1 document of the contexts: pure and deterministic. `substitutes` are components that contracts only name, `examples` the
 * calls that are shown. Throws if an operation id occurs twice.
 */
export function openApiDocument(
  contexts: readonly DescribedContext[],
  { substitutes = {}, examples = {} }: { readonly substitutes?: Substitutes; readonly examples?: ExamplesByOperation } = {},
): Json {
  const components = componentsOf(
    contexts.flatMap(({ endpoints }) => described(endpoints).flatMap(schemasOf)),
    substitutes,
  );
  const paths: Record<string, Json> = {};
  const seen = new Set<string>();
  for (const { name, endpoints, problems } of contexts) {
    for (const endpoint of described(endpoints)) {
      if (seen.has(endpoint.operationId)) throw new Error(`operation id twice: ${endpoint.operationId}`);
      seen.add(endpoint.operationId);
      const shown = Object.entries(examples[endpoint.operationId] ?? {});
      const made = operation(name, endpoint, { table: { ...commonProblems, ...problems }, components, shown });
      paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: made };
    }
  }
  return {
    openapi: "3.1.0",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: information,
    servers,
    tags: contexts.map(({ name, description }) => ({ name, description })).sort((one, other) => (one.name < other.name ? -1 : 1)),
    paths,
    // What is answered where there is no operation that could name it.
    "x-problems-of-other-requests": ["no-such-path", "method-not-allowed"].map((code) => ({ $ref: `#/components/examples/${code}` })),
    components: {
      securitySchemes,
      schemas: { ...components.all(), ...problemSchemas },
      responses: usualResponses(),
      headers: problemHeaders,
      examples: problemExamples([commonProblems, ...contexts.map(({ problems }) => problems)]),
    },
  };
}

/** Endpoints for programs: no client is generated for pages for people. */
function described(endpoints: DescribedContext["endpoints"]): EndpointDescription[] {
  return Object.values(endpoints).filter((each) => contentOf(each) !== undefined);
}

/** Every schema of an endpoint, with the direction it is used in. */
function schemasOf(endpoint: EndpointDescription): [z.ZodType, "input" | "output"][] {
  const { params, query, body, secondPerson } = endpoint;
  const content = contentOf(endpoint);
  return [
    ...(secondPerson ? [[enteredRequest, "output"] as [z.ZodType, "output"]] : []),
    [params, "input"],
    [query, "input"],
    [body, "input"],
    ...(content ? [[content, "output"] as [z.ZodType, "output"]] : []),
  ];
}

/** What the operations of a context are described with. */
interface Described {
  readonly table: ProblemTable;
  readonly components: Components;
  /** The operation's examples by name. */
  readonly shown: readonly (readonly [name: string, example: Example])[];
}

function operation(tag: string, endpoint: EndpointDescription, { table, components, shown }: Described): Json {
  const isPublic = endpoint.roles.includes("public");
  return {
    operationId: endpoint.operationId,
    tags: [tag],
    summary: endpoint.summary,
    description: callers(endpoint),
    "x-roles": endpoint.roles,
    ...(endpoint.secondPerson && { "x-second-person": endpoint.secondPerson }),
    ...(needsMember(endpoint) && actOf(endpoint) && { "x-act": actOf(endpoint) }),
    security: isPublic ? [] : [{ openIdConnect: [] }],
    parameters: [
      ...parameters("path", endpoint.params, components, shown),
      ...parameters("query", endpoint.query, components, shown),
      ...keyParameter(endpoint),
    ],
    ...requestBody(endpoint, components, examplesOf("body", shown)),
    responses: responsesOf(endpoint, table, components, examplesOf("response", shown)),
  };
}

/** Who may call it and what that takes, in words. */
function callers(endpoint: EndpointDescription): string {
  const { roles, secondPerson } = endpoint;
  if (roles.includes("public")) return "For everybody, without a token.";
  const who = roles.includes("person") ? "For everybody who is signed in." : `For members in the roles ${roles.join(", ")}.`;
  const act = needsMember(endpoint) ? actOf(endpoint) : undefined;
  return [
    who,
    ...(act ? [`The caller's function has to allow \`${act}\`.`] : []),
    ...(secondPerson ? ["It can wait for a second person (202)."] : []),
    ...(isWrite(endpoint) ? ["Repeat it with the same `Idempotency-Key` until it is answered."] : []),
  ].join(" ");
}

/** The examples of a body, an empty one where the call needs none, or of a response; by name. */
function examplesOf(part: "body" | "response", shown: Described["shown"]): Json {
  const named = shown.flatMap(([name, { summary, body = {}, response }]) => {
    const value = part === "body" ? body : response;
    return value === undefined ? [] : [[name, { summary, value }]];
  });
  return named.length === 0 ? {} : { examples: Object.fromEntries(named) };
}

/** The body of a write that has members; it may be left out where none is required, because an absent one is an empty object. */
function requestBody(endpoint: EndpointDescription, components: Components, examples: Json): Json {
  const schema = components.schema(endpoint.body, "input");
  const { properties } = schema as { properties?: Json };
  if (!isWrite(endpoint) || (properties && Object.keys(properties).length === 0)) return {};
  return {
    requestBody: { required: !endpoint.body.safeParse({}).success, content: { "application/json": { schema, ...examples } } },
  };
}

function parameters(where: "path" | "query", of: z.ZodType, components: Components, shown: Described["shown"]): Json[] {
  const { properties = {}, required = [] } = components.schema(of, "input") as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, { description, example: usual, ...schema }]) => {
    const example =
      shown.map(([, { params, query }]) => (where === "path" ? params : query)?.[name]).find((each) => each !== undefined) ?? usual;
    return {
      ...{ name, in: where, required: where === "path" || required.includes(name) },
      ...{ description: description ?? components.descriptionOf(schema), schema },
      ...(example !== undefined && { example }),
    };
  });
}

function keyParameter(endpoint: EndpointDescription): Json[] {
  if (!isWrite(endpoint)) return [];
  const schema = { type: "string", pattern: "^[!-~]{1,128}$" };
  const description = "Repeating a key with the same input returns the stored response";
  return [{ name: "Idempotency-Key", in: "header", required: true, description, schema, example: "8f1f5b0e-6f6b-4a54-9a0c-2f3c1d7f9b11" }];
}

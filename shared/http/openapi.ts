import type * as z from "zod";
import { enteredRequest } from "../approvals/contract.ts";
import type { ContextDefinition } from "../deployment/context.ts";
import { actOf, contentOf, type EndpointDescription, isWrite } from "../kernel/endpoint.ts";
import type { ProblemTable } from "../kernel/problem.ts";
import { information, securitySchemes, servers } from "./api-information.ts";
import { type Components, componentsOf, type Substitutes } from "./components.ts";
import type { Example, ExamplesByOperation } from "./examples.ts";
import { languageTags } from "./language.ts";
import { needsMember, problemHeaders, problemSchemas, responsesOf, usualResponses } from "./openapi-responses.ts";
import { problemExamples, type SampleFacts } from "./problem-examples.ts";
import { commonProblems } from "./problems.ts";

/** The part of a context that the description covers. */
export type DescribedContext = Pick<ContextDefinition, "name" | "description" | "endpoints" | "problems">;

type Json = Record<string, unknown>;

/** What a description shows besides the contracts. */
export interface Shown {
  /** Components that contracts only name. */
  readonly substitutes?: Substitutes;
  /** Calls and their answers. */
  readonly examples?: ExamplesByOperation;
  /** Chinese titles of the operations, by id. */
  readonly titles?: Readonly<Record<string, string>>;
  /** Facts of the problems. */
  readonly problemFacts?: SampleFacts;
}

function exampleOf(code: string): Json {
  return { $ref: `#/components/examples/${code}` };
}

/** Problems that no operation is refused with by themselves. */
function insideOthers(contexts: readonly DescribedContext[]): readonly string[] {
  const refused = new Set(contexts.flatMap(({ endpoints }) => Object.values(endpoints).flatMap(({ refusals }) => refusals)));
  return [...new Set(contexts.flatMap(({ problems }) => Object.keys(problems)))].filter((code) => !refused.has(code));
}

/** The OpenAPI 3.1 document of the contexts: pure and deterministic. Throws if an operation id occurs twice. */
export function openApiDocument(
  contexts: readonly DescribedContext[],
  { substitutes = {}, examples = {}, titles = {}, problemFacts = { usual: {}, ofCode: {} } }: Shown = {},
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
      const made = operation(name, endpoint, {
        table: { ...commonProblems, ...problems },
        components,
        shown,
        title: titles[endpoint.operationId],
      });
      paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: made };
    }
  }
  return {
    openapi: "3.1.0",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: information,
    servers,
    tags: contexts.map(tagOf).sort((one, other) => (one.name < other.name ? -1 : 1)),
    paths,
    // What is answered where there is no operation that could name it.
    "x-problems-of-other-requests": ["no-such-path", "method-not-allowed"].map(exampleOf),
    // What is answered inside of others, such as what is wrong with each line of a list.
    "x-problems-inside-others": insideOthers(contexts).map(exampleOf),
    components: {
      securitySchemes,
      schemas: { ...components.all(), ...problemSchemas },
      parameters: usualParameters,
      responses: usualResponses(),
      headers: problemHeaders,
      examples: problemExamples([commonProblems, ...contexts.map(({ problems }) => problems)], problemFacts),
    },
  };
}

/** The tag of a context. Programs use its name, people read the Chinese one: the first word of its description. */
function tagOf({ name, description }: DescribedContext) {
  return { name, "x-displayName": `${/^[^：、 ]+/.exec(description)?.[0]} ${name}`, description };
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
  readonly title: string | undefined;
  /** The operation's examples by name. */
  readonly shown: readonly (readonly [name: string, example: Example])[];
}

function operation(tag: string, endpoint: EndpointDescription, { table, components, shown, title }: Described): Json {
  const isPublic = endpoint.roles.includes("public");
  return {
    operationId: endpoint.operationId,
    tags: [tag],
    summary: [title, inWords(endpoint.operationId)].join(" ").trim(),
    description: `${endpoint.summary} ${callers(endpoint)}`,
    "x-roles": endpoint.roles,
    ...(endpoint.secondPerson && { "x-second-person": endpoint.secondPerson }),
    ...(needsMember(endpoint) && actOf(endpoint) && { "x-act": actOf(endpoint) }),
    security: isPublic ? [] : [{ openIdConnect: [] }],
    parameters: [
      ...parameters("path", endpoint.params, components, shown),
      ...parameters("query", endpoint.query, components, shown),
      ...(isWrite(endpoint) ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
      { $ref: "#/components/parameters/AcceptLanguage" },
    ],
    ...requestBody(endpoint, components, examplesOf("body", shown)),
    responses: responsesOf(endpoint, table, components, examplesOf("response", shown)),
  };
}

/** The words of an operation's id: "Invite person". */
function inWords(operationId: string): string {
  const words = operationId.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
  return `${words[0]?.toUpperCase()}${words.slice(1)}`;
}

/** Who may call it and what that takes, in words. */
function callers(endpoint: EndpointDescription): string {
  const { roles, secondPerson } = endpoint;
  if (roles.includes("public")) return "For everybody, without a token.";
  const who = roles.includes("person")
    ? "For everybody who is signed in."
    : `For members in the ${roles.length === 1 ? "role" : "roles"} ${roles.join(", ")}.`;
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

/** Headers that many operations take. */
const usualParameters: Json = {
  AcceptLanguage: {
    ...{ name: "Accept-Language", in: "header", required: false },
    description: "错误说明的语言 Language of errors: Chinese, unless English is preferred",
    schema: { type: "string", default: languageTags.zh },
    example: languageTags.en,
  },
  IdempotencyKey: {
    ...{ name: "Idempotency-Key", in: "header", required: true },
    description:
      "每项新操作换新键，重试用原键 A new one for each new command; repeating a key with the same input returns the stored response",
    schema: { type: "string", pattern: "^[!-~]{1,128}$" },
    example: "8f1f5b0e-6f6b-4a54-9a0c-2f3c1d7f9b11",
  },
};

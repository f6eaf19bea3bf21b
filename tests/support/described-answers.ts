import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";

/** A part of the description, or a reference to it. */
type Part<Shape> = Shape & { readonly $ref?: string };
type Header = Part<{ readonly schema: object }>;
type Response = Part<{
  readonly headers?: Readonly<Record<string, Header>>;
  readonly content?: Readonly<Record<string, { readonly examples?: Readonly<Record<string, unknown>> }>>;
}>;
interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, Response>>;
}
/** What is checked of an answer. */
interface SentAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const description = JSON.parse(readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8")) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, { enum?: unknown }>> };
};
// Its list may grow (`x-extensible-enum`), and tests have pools of their own.
delete description.components.schemas.PoolId?.enum;
/** Pointers to the responses of each operation. */
const responsesOf = new Map(
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => [operationId, pointer("", "paths", path, method, "responses")]),
  ),
);
/** Headers of HTTP itself that every answer may have: what it is, and how it may be kept. */
const usualHeaders = new Set(["content-type", "cache-control", "content-encoding", "etag", "vary", "x-content-type-options"]);
/** What HTTP answers to those who ask whether something is still the same. */
const notModified = 304;

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);
ajv.addSchema(description, "api");
const compiled = new Map<string, ValidateFunction>();

/**
 * What is wrong with an answer of the product by `docs/openapi.json`: a status, content type, header or problem that is not declared, a declared
 * header that is missing, a body that is not of its schema. Empty if nothing is, and for operations that the description leaves out.
 */
export function faultsByDescription(operationId: string, { status, headers, body }: SentAnswer): string[] {
  const responses = responsesOf.get(operationId);
  if (responses === undefined || status === notModified) return [];
  const [at, response] = resolve<Response>(pointer(responses, String(status)));
  if (!response) return [`status ${status} is not declared`];
  const [mediaType = ""] = (headers["content-type"] ?? "").split(";");
  const content = response.content?.[mediaType];
  if (!content) return [`content type ${mediaType} is not declared`];
  return [
    ...headerFaults(at, response, headers),
    ...schemaFaults(pointer(at, "content", mediaType, "schema"), body),
    ...(mediaType === "application/problem+json" ? codeFaults(content.examples ?? {}, body) : []),
  ];
}

/** What is wrong with the refusal of a method or path that the API does not have, and that no operation describes; empty if nothing is. */
export function problemFaults({ status, body }: SentAnswer): string[] {
  return status < 400 ? [] : schemaFaults(pointer("", "components", "schemas", "Problem"), body);
}

function headerFaults(at: string, { headers: declared = {} }: Response, headers: SentAnswer["headers"]): string[] {
  const names = new Map(Object.keys(declared).map((name) => [name.toLowerCase(), name]));
  const undeclared = Object.keys(headers).filter((name) => !usualHeaders.has(name) && !names.has(name));
  const wrong = [...names].flatMap(([name, asDeclared]) => {
    const [header, { schema } = { schema: {} }] = resolve<Header>(pointer(at, "headers", asDeclared));
    const value = "type" in schema && schema.type === "integer" ? Number(headers[name]) : headers[name];
    return schemaFaults(pointer(header, "schema"), value).map((fault) => `header ${asDeclared}${fault}`);
  });
  return [...undeclared.map((name) => `header ${name} is not declared`), ...wrong];
}

/** A status says which problems it may be, each with an example. */
function codeFaults(declared: Readonly<Record<string, unknown>>, body: unknown): string[] {
  const code = String((body as { readonly type?: unknown }).type).replace("/problems/", "");
  return code in declared ? [] : [`problem ${code} is not declared`];
}

function schemaFaults(at: string, value: unknown): string[] {
  const validate = compiled.get(at) ?? ajv.compile({ $ref: `api#${at}` });
  compiled.set(at, validate);
  // Absent values are no JSON.
  if (validate(value ?? null)) return [];
  // Each option of a union says that it is not meant.
  const faults = (validate.errors ?? []).filter(({ keyword }) => keyword !== "const");
  return [...new Set(faults.map(({ instancePath, message }) => `${instancePath} ${message}`))];
}

/** The part at a pointer, with its own pointer if it is a reference. */
function resolve<Shape>(at: string): [at: string, part: Part<Shape> | undefined] {
  let part: unknown = description;
  for (const step of at.split("/").slice(1)) {
    part = (part as Record<string, unknown> | undefined)?.[decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  const { $ref } = (part ?? {}) as Part<object>;
  return $ref ? resolve($ref.slice(1)) : [at, part as Part<Shape> | undefined];
}

/** A JSON pointer as it stands in a reference. */
function pointer(from: string, ...steps: readonly string[]): string {
  return [from, ...steps.map((step) => encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1")))].join("/");
}

import * as fc from "fast-check";
import { type EndpointDescription, isWrite } from "../../../shared/kernel/endpoint.ts";
import type { Request } from "../front-door.ts";
import { inputArbitrary, type Pool } from "./input-arbitraries.ts";
import { eachMemberChanged, type Mutated, type Mutation, mutated } from "./mutations.ts";

/** A request by a caller, named by its place in a list so that it stays the same in a replay, and what was done to its input. */
export interface FuzzedRequest {
  readonly caller: number;
  readonly mutations: readonly Mutation[];
  readonly request: Omit<Request, "as">;
}

/** Bodies that are no small JSON object in UTF-8, as text, and as API Gateway hands them over in base64. */
const rawBodies: readonly { readonly body: string; readonly isBase64Encoded?: boolean }[] = [
  ...["{", "", " ", "null", "[]", "7", '"text"', "NaN", '{"a":1}x', '{"a":1,"a":2}', '{"a":{"b":1,"\\u0062":2}}', '\ufeff{"a":1}'].map(
    (body) => ({ body }),
  ),
  ...['{"\\ud800":1}', '{"a":01}', "{'a':1}", "[".repeat(100_000), `{"a":${"[".repeat(50)}${"]".repeat(50)}}`].map((body) => ({ body })),
  { body: `{${Array.from({ length: 30_000 }, (_, index) => `"m${index}":1`).join()}}` },
  { body: `{${Array.from({ length: 15_000 }, (_, index) => `"m${index}":1`).join()}}` },
  { body: `{"${"n".repeat(1_000)}":1}` },
  { body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString("base64"), isBase64Encoded: true },
  { body: Buffer.from('{"a":1}').toString("base64"), isBase64Encoded: true },
  { body: "not base64 at all", isBase64Encoded: true },
];

const headers = fc.record(
  {
    "accept-language": fc.constantFrom("en", "zh", "", "*", "en-GB;q=0.1, zh", "\u00ff", "x".repeat(5_000), "__proto__"),
    "content-type": fc.constantFrom(
      "application/json",
      "application/json; charset=utf-8",
      "text/plain",
      "application/json; charset=gbk",
      "",
    ),
    "idempotency-key": fc.oneof(fc.uuid(), fc.constantFrom("a#b", "a,b", "{}", "\u007f", "键", " ", "k".repeat(129), "__proto__", "~")),
  },
  { requiredKeys: [] },
);

const partNames = ["params", "query", "body"] as const;
type Parts = Readonly<Record<(typeof partNames)[number], Mutated>>;

/** Requests of an endpoint by one of its callers: valid, one step away from valid, and hostile. */
export function requestsOf(endpoint: EndpointDescription, pool: Pool, callers: fc.Arbitrary<number>): fc.Arbitrary<FuzzedRequest> {
  const parts = fc.oneof(...[pool, ...[0, 1, 2].map((index) => narrowed(pool, index))].map((each) => partsFrom(endpoint, each)));
  const event = fc.oneof(
    { weight: 12, arbitrary: fc.constant({}) },
    { weight: 2, arbitrary: headers.map((some) => ({ headers: { "content-type": "application/json", "idempotency-key": "k", ...some } })) },
    { weight: 1, arbitrary: fc.constantFrom(...rawBodies) },
  );
  return fc
    .record({ caller: callers, parts, event, key: fc.uuid() })
    .map(({ caller, parts: given, event: more, key }) => requestOf(endpoint, caller, given, key, more));
}

/** Requests in which each member of a whole input is left out in turn, or something else: by one caller, always the same. */
export function requestsOfEachMember(endpoint: EndpointDescription, pool: Pool, caller: number): FuzzedRequest[] {
  const [whole] = fc.sample(fc.record(arbitraryParts(endpoint, pool, { whole: true })), { seed: 1, numRuns: 1 }) as [Parts];
  return partNames.flatMap((name) =>
    eachMemberChanged(whole[name].value).map((changed, index) =>
      requestOf(endpoint, caller, { ...whole, [name]: changed }, `${endpoint.operationId}-${name}-${index}`),
    ),
  );
}

/** Valid parts, or one of them one step away from valid. */
function partsFrom(endpoint: EndpointDescription, pool: Pool): fc.Arbitrary<Parts> {
  const valid = arbitraryParts(endpoint, pool);
  const changedIn = partNames.map((name) => fc.record({ ...valid, [name]: mutated(partArbitrary(endpoint, name, pool)) }));
  return fc.oneof(fc.record(valid), ...changedIn) as fc.Arbitrary<Parts>;
}

/** Only the values at one index of a pool: they belong together. */
function narrowed(pool: Pool, index: number): Pool {
  return Object.fromEntries(Object.entries(pool).map(([name, values]) => [name, values.slice(index % values.length).slice(0, 1)]));
}

function arbitraryParts(endpoint: EndpointDescription, pool: Pool, options = {}): Record<keyof Parts, fc.Arbitrary<Mutated>> {
  const part = (name: keyof Parts): fc.Arbitrary<Mutated> =>
    partArbitrary(endpoint, name, pool, options).map((value) => ({ mutation: "none", value }));
  return { params: part("params"), query: part("query"), body: part("body") };
}

/** A part of a request; whole ones that are known are in the pool under a name that no field has. */
function partArbitrary(endpoint: EndpointDescription, name: keyof Parts, pool: Pool, options = {}): fc.Arbitrary<unknown> {
  return inputArbitrary(endpoint[name], pool, { ...options, named: `{${name}}` });
}

function requestOf(
  endpoint: EndpointDescription,
  caller: number,
  { params, query, body }: Parts,
  key: string,
  event: object = {},
): FuzzedRequest {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => asText((params.value as Record<string, unknown>)[name]));
  const given = Object.entries((query.value ?? {}) as Record<string, unknown>);
  const isBodyGiven = isWrite(endpoint) || body.mutation !== "none";
  return {
    caller,
    // A path has room for its parameters only, and a raw body is sent instead of a mutated one.
    mutations: [
      params.mutation === "unknown" ? "none" : params.mutation,
      query.mutation,
      isBodyGiven && !("body" in event) ? body.mutation : "none",
    ],
    request: {
      ...{ method: endpoint.method, path: "/", key },
      // The path and the query as they are, without the escapes and repairs of a client.
      decodedPath: path,
      ...(isBodyGiven && { body: body.value }),
      event: { queryStringParameters: Object.fromEntries(given.map(([name, value]) => [name, asText(value)])), ...event },
    },
  };
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}

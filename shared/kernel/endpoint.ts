import * as z from "zod";

/** What a person may act as. `person` is anyone signed in, `public` needs no token. */
export const roles = ["enterprise", "bank", "verifier", "regulator", "district", "operator"] as const;
/** A role that membership gives. */
export type Role = (typeof roles)[number];

/** The parts of an endpoint that every surface is generated from: router, OpenAPI, client, authorization matrix. */
export interface EndpointDescription<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
  Code extends string = string,
> {
  /** Unique name, a verb and its object: `submitBid`. */
  readonly operationId: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path with `{parameters}`. */
  readonly path: `/${string}`;
  /** One sentence for the API's reader: what it promises. */
  readonly summary: string;
  /** Who may call it. */
  readonly roles: readonly (Role | "person" | "public")[];
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly response: Response;
  /** Codes of the context's problem table that the operation may answer with. */
  readonly refusals: readonly Code[];
}

const nothing = z.object({});
type Nothing = typeof nothing;

/** Describes one endpoint; parts left out are empty. Every POST, PUT and DELETE takes an `Idempotency-Key`. */
export function endpoint<
  const Code extends string,
  Response extends z.ZodType,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(
  description: Pick<
    EndpointDescription<Params, Query, Body, Response, Code>,
    "operationId" | "method" | "path" | "summary" | "roles" | "response" | "refusals"
  > & {
    params?: Params;
    query?: Query;
    body?: Body;
  },
): EndpointDescription<Params, Query, Body, Response, Code> {
  // The defaults are the empty object schema, which is what the type parameters default to.
  const empty = { params: nothing, query: nothing, body: nothing } as unknown as { params: Params; query: Query; body: Body };
  const whole = { ...empty, ...description };
  return { ...whole, query: closed(whole.query), body: closed(whole.body) } as EndpointDescription<Params, Query, Body, Response, Code>;
}

/** A misspelt member is refused, never ignored. */
function closed(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject ? schema.strict() : schema;
}

/** Whether the operation changes anything, and so needs an idempotency key. */
export function isWrite(description: Pick<EndpointDescription, "method">): boolean {
  return description.method !== "GET";
}

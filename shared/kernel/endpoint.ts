import * as z from "zod";
import { closed } from "./closed.ts";
import { words } from "./schemas.ts";
import type { SecretPointers } from "./secret-input.ts";

/** Roles of members. Endpoints also take `person`, anyone signed in, and `public`, without a token. */
export const roles = ["enterprise", "bank", "verifier", "regulator", "district", "operator"] as const;
/** A role given by membership. */
export type Role = (typeof roles)[number];

/** What a person does for a party: enters (any write, if nothing else is said), approves what another entered, or manages its people. */
export const acts = ["enter", "approve", "manage-people"] as const;
/** One of them. */
export type Act = (typeof acts)[number];

/** Subjects for which a member may decide that a second of its people approves: its bids, pledges and allocations. */
export const secondPersonChoices = ["bids", "pledges", "allocations", "carbon"] as const;
/** Such subjects, for readers. */
export const secondPersonChoice = words("SecondPersonChoice", secondPersonChoices, "What a second person can be switched on for");
/** One of them. */
export type SecondPersonChoice = (typeof secondPersonChoices)[number];

/** When a call only enters a request, which a second person of the same party then approves or refuses. */
export interface SecondPersonRule {
  /** Roles whose calls always wait for a second person. */
  readonly always?: readonly Role[];
  /** What a member may switch a second person on for. */
  readonly choice?: SecondPersonChoice;
  /** Whether the calls of a member also wait that has switched a second person on, for whatever. */
  readonly whereChosen?: true;
  /** Whether a person does it alone while nobody else of the party can approve: inviting the second, renewing a letter that ended. */
  readonly exceptWhileAlone?: true;
  /** Whether it depends on what is decided: the use case says of a decision that one person is enough (`onePerson`). */
  readonly perDecision?: true;
}

/** Methods of endpoints. */
export const methods = ["GET", "POST", "PUT", "DELETE"] as const;

/** Description of an endpoint; router, OpenAPI and authorization matrix are derived from it. */
export interface EndpointDescription<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
  Code extends string = string,
> {
  /** Unique name, a verb and its object: `submitBid`. */
  readonly operationId: string;
  readonly method: (typeof methods)[number];
  /** Path with `{parameters}`. */
  readonly path: `/${string}`;
  /** One sentence for readers of the API: what it promises. */
  readonly summary: string;
  /** Who may call it. */
  readonly roles: readonly (Role | "person" | "public")[];
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly response: Response;
  /** Codes of the context's problem table that the operation can return. */
  readonly refusals: readonly Code[];
  /** Members of the body that no hash, log or stored response may cover: whoever reads those could check guesses. */
  readonly secrets?: SecretPointers;
  /** What the caller's function in the party must allow; when absent, `enter` for a write and nothing for a read. */
  readonly act?: Act;
  /** Whether a second person has to approve; never when absent. */
  readonly secondPerson?: SecondPersonRule;
  /**
   * Path of what the call creates, where whoever created it can read it: the answer is 201 with this `Location`. Its parameters are members of
   * the response or of the call's own path. When absent, a call changes or records something that has no address of its own: 200.
   */
  readonly creates?: `/${string}`;
  /** Whether it serves a file, with `servedFile` as response, instead of JSON. */
  readonly servesFile?: true;
  /** What programs find in the JSON file it serves; without it the file is for people, and the API's description leaves it out. */
  readonly fileContent?: z.ZodType;
}

/** Names of the parameters in a path. */
type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** A path whose parameters are all members of a response or of path parameters. */
type Filled<Path extends string, Response extends z.ZodType, Params extends z.ZodType> =
  NamesIn<Path> extends keyof z.output<Response> | keyof z.output<Params> ? Path : never;

const nothing = z.object({});
type Nothing = typeof nothing;

/** Describes one endpoint; parts left out are empty, and inputs are closed at every depth. Every POST, PUT and DELETE takes an `Idempotency-Key`. */
export function endpoint<
  const Code extends string,
  Response extends z.ZodType,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
  const Created extends `/${string}` = `/${string}`,
>(
  description: Pick<
    EndpointDescription<Params, Query, Body, Response, Code>,
    "operationId" | "method" | "path" | "summary" | "roles" | "response" | "refusals"
  > & {
    params?: Params;
    query?: Query;
    body?: Body;
    secrets?: SecretPointers;
    act?: Act;
    secondPerson?: SecondPersonRule;
    creates?: Filled<Created, Response, Params>;
    servesFile?: true;
    fileContent?: z.ZodType;
  },
): EndpointDescription<Params, Query, Body, Response, Code> {
  // The type parameters default to the type of the empty object schema as well.
  const empty = { params: nothing, query: nothing, body: nothing } as unknown as { params: Params; query: Query; body: Body };
  const whole = { ...empty, ...description };
  return { ...whole, params: closed(whole.params), query: closed(whole.query), body: closed(whole.body) };
}

/** Whether the operation writes and therefore needs an idempotency key. */
export function isWrite(description: Pick<EndpointDescription, "method">): boolean {
  return description.method !== "GET";
}

/** What programs get from it; undefined if it serves a file for people. */
export function contentOf({
  response,
  servesFile,
  fileContent,
}: Pick<EndpointDescription, "response" | "servesFile" | "fileContent">): z.ZodType | undefined {
  return servesFile ? fileContent : response;
}

/** The status of a call that is done: 201 where it creates something with an address of its own. */
export function doneStatus({ creates }: Pick<EndpointDescription, "creates">): 200 | 201 {
  return creates === undefined ? 200 : 201;
}

/** The address of what a call has created, from its response and path parameters; undefined if it creates none. */
export function locationOf({ creates }: Pick<EndpointDescription, "creates">, response: unknown, params: unknown): string | undefined {
  const values = { ...(params as object), ...(response as object) } as Readonly<Record<string, unknown>>;
  return creates?.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}

/** What the operation asks of the caller's function; undefined if anybody who acts for the party may call it. */
export function actOf({ method, act }: Pick<EndpointDescription, "method" | "act">): Act | undefined {
  return act ?? (isWrite({ method }) ? "enter" : undefined);
}

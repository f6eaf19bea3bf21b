import * as z from "zod";
import type { ContextDefinition } from "../../shared/deployment/context.ts";
import type { EndpointDescription } from "../../shared/kernel/endpoint.ts";
import type { AuctionHouse, Bidder } from "./auction-house.ts";
import { moduleOf } from "./by-context.ts";
import { requestOperationsOf } from "./second-person.ts";

/** How the matrix requests objects of another owner or area, and the expected refusal. */
export interface AskedOfAnother {
  /** Path parameters in addition to the owner's. */
  readonly params?: Readonly<Record<string, string>>;
  /** Query, if the object is named there. */
  readonly query?: (owner: Bidder) => Readonly<Record<string, string>>;
  /** A body that is accepted from authorized callers. */
  readonly body?: object;
  /** `not-found` by default, which hides whether the object exists. */
  readonly refusal?:
    | "not-found"
    | "outside-your-area"
    | "area-of-others"
    | "price-area-of-others"
    | "rates-of-another-area"
    | "plan-of-another-area"
    | "allowance-plan-of-another-area"
    | "nothing-due";
}

/** What an operation that names an object may return: only the caller's own, the same to all its roles, or objects with an owner. */
export type Ownership = "the caller's own" | "open to its roles" | AskedOfAnother;

/** A verifier, and a person of it. */
export interface Verifier {
  readonly subject: string;
  readonly partyId: string;
}

/** What a context adds to the authorization matrix, in `tests/integration/authorization/<context>.ts`. */
export interface AuthorizationRows {
  /** Ownership for each operation of the context that names an object in its path or a member in its query. */
  readonly ownership: Readonly<Record<string, Ownership>>;
  /** Creates the context's own objects for the owner, and work of a verifier; returns the path parameters that name them. */
  readonly given?: (house: AuctionHouse, owner: Bidder, verifier: Verifier) => Promise<Readonly<Record<string, string>>>;
}

/** The rows of a context that has parts: each creates its own objects. */
export function authorizationOfParts(parts: readonly AuthorizationRows[]): AuthorizationRows {
  return {
    ownership: Object.assign({}, ...parts.map(({ ownership }) => ownership)),
    async given(house, owner, verifier) {
      const found: Record<string, string> = {};
      for (const { given } of parts) Object.assign(found, await given?.(house, owner, verifier));
      return found;
    },
  };
}

/** Operations that need a row: they name an object and are open to roles other than the public or the operator alone. */
export function needsRow({ path, query, roles }: EndpointDescription): boolean {
  const names = path.includes("{") || "partyId" in shapeOf(query);
  return names && !roles.includes("public") && roles.some((role) => role !== "operator");
}

/** The rows of a context; empty if no operation needs one. Requests that wait for a second person are found by the caller's own party only. */
export async function authorizationRowsOf(context: ContextDefinition): Promise<AuthorizationRows> {
  const onRequests = requestOperationsOf([context]);
  const named = Object.values(context.endpoints).filter(needsRow);
  const derived = named.map(({ operationId }) => operationId).filter((name) => onRequests.has(name));
  const ofRequests = Object.fromEntries(derived.map((name) => [name, "the caller's own"] as const));
  if (named.length === derived.length) return { ownership: ofRequests };
  const { authorization } = await moduleOf<{ readonly authorization: AuthorizationRows }>(
    "tests/integration/authorization",
    context.name,
    "whose the things are that its operations name",
  );
  return { ...authorization, ownership: { ...ofRequests, ...authorization.ownership } };
}

/**
 * The path of an endpoint: with these parameters and, for each other one, a value that its schema accepts, so that the path itself is never
 * refused.
 */
export function pathOf({ path, params }: EndpointDescription, values: Readonly<Record<string, string>> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? plausible(shapeOf(params)[name], `{${name}} of ${path}`));
}

/** The members of an object schema. */
export function shapeOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  return schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {};
}

const candidates = [
  "none",
  "01",
  "2027",
  "2027-01",
  "2027-01-01",
  "1",
  "00000000-0000-4000-8000-000000000000",
  "0".repeat(64),
  "site:none",
];

function plausible(schema: z.ZodType | undefined, where: string): string {
  const choices = schema instanceof z.ZodEnum ? schema.options.map(String) : candidates;
  const value = choices.find((each) => schema?.safeParse(each).success);
  if (value === undefined) throw new Error(`no plausible value for ${where}: add one to the candidates of the matrix`);
  return value;
}

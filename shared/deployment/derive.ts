import type { EndpointDescription } from "../kernel/endpoint.ts";
import type { FactSchema } from "../kernel/fact.ts";
import { invariant, required } from "../kernel/invariant.ts";
import type { NoticeText, NoticeTexts } from "../kernel/notice.ts";
import {
  type ApiFunction,
  type ContextDefinition,
  everyFact,
  type FactsFunction,
  type FunctionDefinition,
  type TableShape,
} from "./context.ts";
import { type Grant, type TableGrant, table } from "./grants.ts";

/** A function with its id and its context. */
export interface NamedFunction<Definition extends FunctionDefinition = FunctionDefinition> {
  readonly id: string;
  readonly context: ContextDefinition;
  readonly definition: Definition;
}

/** A fact type with the context that states it and the table it is stated in. */
export interface StatedFact {
  readonly context: ContextDefinition;
  readonly table: string;
  readonly schema: FactSchema;
}

/** A route of the HTTP API. */
export interface ApiRoute {
  readonly method: EndpointDescription["method"];
  readonly path: string;
  /** Whether it is open, without a token. */
  readonly open: boolean;
}

/** Every function of the contexts. */
export function functionsOf(contexts: readonly ContextDefinition[]): readonly NamedFunction[] {
  return contexts.flatMap((context) => Object.entries(context.functions).map(([id, definition]) => ({ id, context, definition })));
}

/** Every function of one kind. */
export function functionsOfKind<Kind extends FunctionDefinition["kind"]>(
  contexts: readonly ContextDefinition[],
  kind: Kind,
): readonly NamedFunction<Extract<FunctionDefinition, { readonly kind: Kind }>>[] {
  return functionsOf(contexts).filter(({ definition }) => definition.kind === kind) as never;
}

/** Every table of the contexts by name. Throws with the names that two contexts use. */
export function tablesOf(contexts: readonly ContextDefinition[]): Readonly<Record<string, TableShape>> {
  const entries = contexts.flatMap(({ tables }) => Object.entries(tables));
  const names = entries.map(([name]) => name);
  const taken = names.filter((name, position) => names.indexOf(name) !== position);
  invariant(taken.length === 0, `table names are unique: ${taken.join(", ")}`);
  return Object.fromEntries(entries);
}

/** The table in which a context states its facts; undefined if it states none. Throws if there are two. */
export function factTableOf({ name, tables }: ContextDefinition): string | undefined {
  const streamed = Object.entries(tables).filter(([, shape]) => shape.streamed);
  invariant(streamed.length <= 1, `${name} states its facts in one table`);
  return streamed[0]?.[0];
}

/** Every fact type of the contexts. */
export function factsOf(contexts: readonly ContextDefinition[]): readonly StatedFact[] {
  return contexts.flatMap((context) =>
    Object.values(context.facts).map((schema) => ({
      context,
      schema,
      table: required(factTableOf(context), `streamed table of ${context.name}`),
    })),
  );
}

/** The texts of the notices of all contexts. */
export function noticeTextsOf(contexts: readonly ContextDefinition[]): readonly NoticeTexts[] {
  return contexts.flatMap(({ notices }) => notices ?? []);
}

/** The notice text of a fact type; undefined if members get no notice. */
export function noticeTextOf(contexts: readonly ContextDefinition[], factType: string): NoticeText | undefined {
  return contexts.map(({ notices }) => notices?.texts[factType]).find((text) => text !== undefined);
}

/** The fact types that a function reacts to. */
export function subscribedFacts({ facts }: Pick<FactsFunction, "facts">, contexts: readonly ContextDefinition[]): readonly StatedFact[] {
  const all = factsOf(contexts);
  if (facts === everyFact) return all.filter(({ context }) => !context.ownConsumersOnly);
  if (typeof facts === "string") return all.filter(({ schema }) => noticeTextOf(contexts, schema.factType));
  return facts.map((wanted) =>
    required(
      all.find(({ schema }) => schema === wanted),
      `context that states ${wanted.factType}`,
    ),
  );
}

/** All rights of a function: its own grants and, for a consumer of facts, reading the tables they are stated in. */
export function grantsOf({ definition }: NamedFunction, contexts: readonly ContextDefinition[]): readonly Grant[] {
  if (definition.kind !== "facts") return definition.grants;
  const stated = new Set(subscribedFacts(definition, contexts).map((each) => each.table));
  const read = (grant: Grant, name: string): boolean =>
    "table" in grant &&
    grant.table === name &&
    grant.actions.includes("GetItem") &&
    (grant.keys === undefined || grant.keys.includes("fact#*"));
  const missing = [...stated].filter((name) => !definition.grants.some((grant) => read(grant, name)));
  return [...definition.grants, ...missing.map((name): TableGrant => table(name, ["GetItem"], ["fact#*"]))];
}

/** The routes of an API function, one for each endpoint; never `ANY`, which would ask browsers' preflight requests for a token. */
export function routesOf({ endpoints }: ApiFunction): readonly ApiRoute[] {
  return Object.values(endpoints).map(({ method, path, roles }) => ({ method, path, open: roles.includes("public") }));
}

/** Name of the queue that a consumer reads. */
export function queueOf({ id, definition }: NamedFunction): string | undefined {
  if (definition.kind === "queue") return definition.queue;
  return definition.kind === "facts" ? id : undefined;
}

/** The subscriptions to the facts of every streamed table, by the table's name. */
export function subscriptionsByTable(contexts: readonly ContextDefinition[]): Readonly<Record<string, ReturnType<typeof subscriptionsOf>>> {
  const streamed = contexts.flatMap((context) => factTableOf(context) ?? []);
  return Object.fromEntries(streamed.map((name) => [name, subscriptionsOf(name, contexts)]));
}

/** Fact types of a table that each queue subscribes to; `*` means all of them, so that the list stays short. */
export function subscriptionsOf(
  tableName: string,
  contexts: readonly ContextDefinition[],
): Readonly<Record<string, readonly string[] | "*">> {
  const all = factsOf(contexts).filter((fact) => fact.table === tableName);
  return Object.fromEntries(
    functionsOfKind(contexts, "facts").flatMap(({ id, definition }) => {
      const wanted = subscribedFacts(definition, contexts).filter((fact) => fact.table === tableName);
      const types = [...new Set(wanted.map(({ schema }) => schema.factType))];
      if (types.length === 0) return [];
      return [[id, wanted.length === all.length ? "*" : types] as const];
    }),
  );
}

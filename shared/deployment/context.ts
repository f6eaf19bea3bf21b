import type * as z from "zod";
import type { EndpointDescription } from "../kernel/endpoint.ts";
import type { FactSchema } from "../kernel/fact.ts";
import type { NoticeTexts } from "../kernel/notice.ts";
import type { ProblemTable } from "../kernel/problem.ts";
import type { Grant } from "./grants.ts";

/** A global secondary index of a table. */
export interface IndexShape {
  readonly name: string;
  /** Attribute that is its partition key. */
  readonly partition: string;
  /** Attribute that is its sort key. */
  readonly sort: string;
  readonly projection: "ALL" | "KEYS_ONLY";
}

/** A table: keys `pk` and `sk`, and what is particular to it. */
export interface TableShape {
  /** Whether its facts are relayed to subscribers. A context states its facts in its one streamed table. */
  readonly streamed: boolean;
  readonly indexes: readonly IndexShape[];
}

/** A bucket of immutable objects. */
export interface BucketShape {
  /** Why no access log of it is kept. */
  readonly noAccessLogBecause: string;
}

/** Settings of a deployment that a function may be told, by the variable that tells it. */
export const settingVariables = { firstOperator: "FIRST_OPERATOR" } as const;
/** Name of such a setting. */
export type SettingName = keyof typeof settingVariables;

interface FunctionBase {
  /** Path of the Lambda handler below the project's root. */
  readonly handler: `${string}.handler.ts`;
  /** What it may do; everything else is denied. */
  readonly grants: readonly Grant[];
  /** What its failure means to people: the first sentence of its alarms. */
  readonly impact: string;
  /** Memory in MB; 512 when absent. */
  readonly memoryMb?: number;
  /** Settings it is told. */
  readonly settings?: readonly SettingName[];
  /** Files of the project that lie beside its bundle, to be read through `import.meta.url`. */
  readonly assets?: readonly string[];
}

/** A function behind the HTTP API. */
export interface ApiFunction extends FunctionBase {
  readonly kind: "api";
  /** What it serves. Public ones, and those outside its collections, get a route each. */
  readonly endpoints: Readonly<Record<string, EndpointDescription>>;
  /** Paths of which it serves everything, also below them, but what has a route of its own. */
  readonly collections: readonly `/${string}`[];
}

/** A function on a schedule. */
export interface JobFunction extends FunctionBase {
  readonly kind: "job";
  readonly everyMinutes: number;
}

/** Every fact type that any context states, but the ledger's. */
export const everyFact = "every-fact";
/** Every fact type that has a notice text. */
export const factsWithNotice = "facts-with-notice";

/** A function that reacts to facts. The right to read them follows. */
export interface FactsFunction extends FunctionBase {
  readonly kind: "facts";
  readonly facts: readonly FactSchema[] | typeof everyFact | typeof factsWithNotice;
}

/** A function that takes plain messages from a queue of its own. */
export interface QueueFunction extends FunctionBase {
  readonly kind: "queue";
  /** Name of the queue, by which senders know it. */
  readonly queue: string;
  /** Shape of a message. */
  readonly message: z.ZodType;
  /** Most batches in work at once (at least 2); as many as Lambda likes when absent. */
  readonly maximumConcurrency?: number;
}

/** Any deployed function. */
export type FunctionDefinition = ApiFunction | JobFunction | FactsFunction | QueueFunction;

/**
 * Everything about one bounded context that others read: what can be asked of it, what it states, what it tells members, and its
 * deployment. Pure data: infrastructure, records, notices, OpenAPI and tests are derived from it.
 */
export interface ContextDefinition {
  /** Name of the context, its folder and its stack. */
  readonly name: string;
  readonly endpoints: Readonly<Record<string, EndpointDescription>>;
  /** Problems of its refusals besides the common ones. */
  readonly problems: ProblemTable;
  /** What it states, by the names that its use cases know. */
  readonly facts: Readonly<Record<string, FactSchema>>;
  /** What its facts tell members. */
  readonly notices?: NoticeTexts;
  /** Tables by name; names are unique in the product. */
  readonly tables: Readonly<Record<string, TableShape>>;
  readonly buckets?: Readonly<Record<string, BucketShape>>;
  /** Functions by id, which names the function, its bundle and its resources; unique in the product. */
  readonly functions: Readonly<Record<string, FunctionDefinition>>;
}

/** Declares a context and keeps the names in it as types, so that a handler can ask for nothing that its function is not granted. */
export function defineContext<const Definition extends ContextDefinition>(definition: Definition): Definition {
  return definition;
}

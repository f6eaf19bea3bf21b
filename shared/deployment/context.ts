import type * as z from "zod";
import type { EndpointDescription } from "../kernel/endpoint.ts";
import type { FactSchema } from "../kernel/fact.ts";
import type { AnyLifecycle } from "../kernel/lifecycle.ts";
import type { NoticeTexts } from "../kernel/notice.ts";
import type { ProblemTable } from "../kernel/problem.ts";
import type { Grant } from "./grants.ts";
import type { IndexShape } from "./indexes.ts";
import { functionWithRequests, type RequestsOfFunction, withRequests } from "./second-person.ts";

/** A table with keys `pk` and `sk`: its stream and its indexes. */
export interface TableShape {
  /** Whether its facts are relayed to subscribers. A context states its facts in its one streamed table. */
  readonly streamed: boolean;
  readonly indexes: readonly IndexShape[];
}

/** A bucket of immutable objects. */
export interface BucketShape {
  /** Why it has no access log. */
  readonly noAccessLogBecause: string;
  /** Whether each object is locked from its creation: nobody deletes it or shortens its lock before the days of the deployment's setting. */
  readonly locked?: true;
  /** Whether objects expire after the days of the deployment's setting for exports; without versions then, because nothing of them stays. */
  readonly expires?: true;
  /** Whether pages of the portals' origins download its objects by signed addresses. */
  readonly downloadedByPages?: true;
}

/** A key of the key service. */
export interface KeyShape {
  /** What it is used for, and who may use it. */
  readonly description: string;
  /** What it does: it encrypts small secrets, or, with a private half that never leaves the service, signs (ECDSA over P-256). */
  readonly usage?: "encryption" | "signing";
}

/** Deployment settings that functions may request, with their environment variables. */
export const settingVariables = {
  firstOperator: "FIRST_OPERATOR",
  bankDayHour: "BANK_DAY_HOUR",
  exportDays: "EXPORT_DAYS",
  mailSender: "MAIL_SENDER",
  noticeChannels: "NOTICE_CHANNELS",
} as const;
/** Name of such a setting. */
export type SettingName = keyof typeof settingVariables;

/** A warning in a function's log that means something to people, though nothing failed. */
interface Warning {
  /** The message that is logged. */
  readonly says: string;
  /** What it means, as the alarm's text has it. */
  readonly finding: string;
}

interface FunctionBase {
  /** Path of the Lambda handler below the project's root. */
  readonly handler: `${string}.handler.ts`;
  /** Its rights; everything else is denied. */
  readonly grants: readonly Grant[];
  /** Impact of its failure on people; the first sentence of its alarms. */
  readonly impact: string;
  /** Memory in MB; 512 when absent. */
  readonly memoryMb?: number;
  /** Settings it receives. */
  readonly settings?: readonly SettingName[];
  /** Warnings of its log that raise an alarm each, by the alarm's name. */
  readonly warnings?: Readonly<Record<string, Warning>>;
  /** Project files deployed beside its bundle, read through `import.meta.url`. */
  readonly assets?: readonly string[];
}

/** A function behind the HTTP API. */
export interface ApiFunction extends FunctionBase {
  readonly kind: "api";
  /** Endpoints it serves, with a route each. */
  readonly endpoints: Readonly<Record<string, EndpointDescription>>;
  /** Whether it answers, without a token, what no endpoint of the product serves: 404 and 405. One function of the product does. */
  readonly answersTheRest?: true;
  /**
   * The table of the context that keeps what waits for a second person, and the path below which it is served. Where the table has no
   * stream, requests are sealed: no fact tells of them. Required where an endpoint asks for a second person.
   */
  readonly requests?: RequestsOfFunction;
  /** Whether its calls are confidential: then its log holds no id that could join a call to whoever made it. */
  readonly confidentialCalls?: true;
}

/** A function on a schedule. */
export interface JobFunction extends FunctionBase {
  readonly kind: "job";
  readonly everyMinutes: number;
}

/** Every fact type of every context, except those with consumers of their own only. */
export const everyFact = "every-fact";
/** Every fact type with a notice text. */
export const factsWithNotice = "facts-with-notice";

/** A function that reacts to facts. Its right to read them is derived. */
export interface FactsFunction extends FunctionBase {
  readonly kind: "facts";
  readonly facts: readonly FactSchema[] | typeof everyFact | typeof factsWithNotice;
}

/** A function that consumes plain messages from its own queue. */
export interface QueueFunction extends FunctionBase {
  readonly kind: "queue";
  /** Name of the queue, as senders refer to it. */
  readonly queue: string;
  /** Shape of a message. */
  readonly message: z.ZodType;
  /** Maximum concurrent batches (at least 2); Lambda's default when absent. */
  readonly maximumConcurrency?: number;
}

/** Any deployed function. */
export type FunctionDefinition = ApiFunction | JobFunction | FactsFunction | QueueFunction;

/**
 * Everything about one bounded context that others read: endpoints, facts, notice texts and deployment. Pure data: infrastructure, records,
 * notices, OpenAPI and tests are derived from it.
 */
export interface ContextDefinition {
  /** Name of the context, its folder and its stack. */
  readonly name: string;
  /** What it is about, for readers of the API: in Chinese and in English. */
  readonly description: string;
  readonly endpoints: Readonly<Record<string, EndpointDescription>>;
  /** Problems of its refusals, in addition to the common ones. */
  readonly problems: ProblemTable;
  /** Facts it states, by the names its use cases use. */
  readonly facts: Readonly<Record<string, FactSchema>>;
  /** Whether its facts go to consumers that name them, never to consumers of every fact: the ledger's postings are recorded per account. */
  readonly ownConsumersOnly?: true;
  /** Texts of the notices about its facts. */
  readonly notices?: NoticeTexts;
  /** How its things begin, change and end, for `docs/lifecycles.md`. */
  readonly lifecycles?: Readonly<Record<string, AnyLifecycle>>;
  /** Tables by name; names are unique in the product. */
  readonly tables: Readonly<Record<string, TableShape>>;
  readonly buckets?: Readonly<Record<string, BucketShape>>;
  /** Keys by name; names are unique in the product. */
  readonly keys?: Readonly<Record<string, KeyShape>>;
  /** Functions by id, which names the function, its bundle and its resources; unique in the product. */
  readonly functions: Readonly<Record<string, FunctionDefinition>>;
}

/** A context whose endpoints refuse only with codes that its problem table explains. */
type Explained<Definition extends ContextDefinition> = {
  readonly endpoints: Readonly<Record<keyof Definition["endpoints"], { readonly refusals: readonly (keyof Definition["problems"])[] }>>;
};

/**
 * Declares a context and keeps its names as types, so that a handler can't access what its function is not granted, and a refusal without a
 * text does not compile. What a second person needs is derived and added.
 */
export function defineContext<const Definition extends ContextDefinition>(definition: Definition & Explained<Definition>): Definition {
  return withRequests(definition);
}

/**
 * Declares an API function of a context apart, as the context has it, so that its bundle has nothing of the context's other functions.
 */
export function defineApiFunction<const Definition extends ApiFunction>(
  tables: ContextDefinition["tables"],
  id: string,
  definition: Definition,
): Definition {
  return functionWithRequests(tables, id, definition);
}

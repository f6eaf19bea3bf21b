/** Tables of the product; each context has its own, the ledger and the sealed bids have theirs. */
export const tables = {
  Parties: { streamed: true, indexes: { byListing: { partition: "listing", sort: "listedAt", projection: "ALL" } } },
  Permits: { streamed: true, indexes: { byListing: { partition: "listing", sort: "listedAt", projection: "ALL" } } },
  Cash: { streamed: true, indexes: {} },
  Auctions: {
    streamed: true,
    indexes: {
      byListing: { partition: "listing", sort: "listedAt", projection: "ALL" },
      byDue: { partition: "dueStripe", sort: "dueAt", projection: "KEYS_ONLY" },
    },
  },
  Notices: { streamed: false, indexes: { byUnread: { partition: "unreadBy", sort: "noticeId", projection: "ALL" } } },
  Records: { streamed: false, indexes: {} },
  Ledger: {
    streamed: true,
    indexes: {
      byInstrument: { partition: "instrumentStripe", sort: "account", projection: "KEYS_ONLY" },
      byDue: { partition: "dueStripe", sort: "dueAt", projection: "KEYS_ONLY" },
    },
  },
  // Sealed bids: no stream, so nothing but the bidder's own function and clearing ever sees one.
  Bidding: { streamed: false, indexes: {} },
} as const satisfies Record<string, TableShape>;

interface TableShape {
  readonly streamed: boolean;
  readonly indexes: Readonly<
    Record<string, { readonly partition: string; readonly sort: string; readonly projection: "ALL" | "KEYS_ONLY" }>
  >;
}
/** Name of a table. */
export type TableName = keyof typeof tables;
/** A DynamoDB action that a grant may list; inner actions of a transaction need their own right each. */
export type TableAction =
  | "GetItem"
  | "BatchGetItem"
  | "Query"
  | "PutItem"
  | "UpdateItem"
  | "DeleteItem"
  | "ConditionCheckItem"
  | "BatchWriteItem";

/** A right of one function on one table: actions, and the partition keys they are limited to. */
export interface TableGrant {
  readonly table: TableName;
  readonly actions: readonly TableAction[];
  /** Patterns of partition keys (`dynamodb:LeadingKeys`); any key when absent. */
  readonly keys?: readonly string[];
  /** Index that is queried; the table itself when absent. */
  readonly index?: string;
}
/** A right on objects of the manifests bucket. */
export interface ObjectGrant {
  readonly bucket: "Manifests";
  readonly actions: readonly ("GetObject" | "PutObject")[];
  readonly prefixes: readonly string[];
}
/** A right to send to a queue of plain messages. */
export interface QueueGrant {
  readonly queue: QueueName;
}
/** Any right a function may have. */
export type Grant = TableGrant | ObjectGrant | QueueGrant;
/** Queues of plain messages between functions of one context. */
export type QueueName = "settlements";

interface FunctionBase {
  /** Name of the function, its bundle and its resources. */
  readonly id: string;
  /** Path of the entry below the project's root. */
  readonly entry: string;
  readonly grants: readonly Grant[];
  /** Files and folders below the project's root that lie beside its bundle, under their own names. */
  readonly assets?: readonly string[];
  /** Who is hurt when it fails: the text of its alarms. */
  readonly whoIsHurt: string;
  readonly memoryMb?: number;
}
/** A function behind the HTTP API. `collection` gets the four methods on itself and below; `routes` are explicit ones. */
export interface ApiFunction extends FunctionBase {
  readonly kind: "api";
  readonly collections?: readonly `/${string}`[];
  readonly routes?: readonly { readonly method: "GET" | "PUT" | "POST"; readonly path: `/${string}`; readonly public: boolean }[];
  /** Whether it is told the first operator's subject. */
  readonly knowsFirstOperator?: boolean;
}
/** A function on a schedule. */
export interface JobFunction extends FunctionBase {
  readonly kind: "job";
  readonly everyMinutes: number;
}
/** A function that reacts to facts. */
export interface FactFunction extends FunctionBase {
  readonly kind: "facts";
  /** Fact types per streamed table. */
  readonly facts: Partial<Record<TableName, readonly string[]>>;
}
/** A function that takes plain messages from a queue. */
export interface QueueFunction extends FunctionBase {
  readonly kind: "queue";
  readonly queue: QueueName;
}
/** Any deployed function. */
export type FunctionDefinition = ApiFunction | JobFunction | FactFunction | QueueFunction;

/** A bounded context as infrastructure sees it. */
export interface ContextDefinition {
  readonly name: string;
  readonly functions: readonly FunctionDefinition[];
}

/** Reads who calls: membership, party and sites. Every API function has it. */
export const readMembers: TableGrant = { table: "Parties", actions: ["GetItem"], keys: ["person#*", "party#*"] };
/** A right on a table. */
export function table(name: TableName, actions: readonly TableAction[], keys?: readonly string[]): TableGrant {
  return keys ? { table: name, actions, keys } : { table: name, actions };
}
/** The right to query an index. */
export function index(name: TableName, indexName: string): TableGrant {
  return { table: name, actions: ["Query"], index: indexName };
}
/** Command rows and facts: what every writing function puts into its own table. */
export function commandsAndFacts(name: TableName): TableGrant {
  return { table: name, actions: ["GetItem", "PutItem"], keys: ["command#*", "fact#*"] };
}

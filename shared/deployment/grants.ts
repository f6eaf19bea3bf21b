import type { IndexShape } from "./indexes.ts";

/** A DynamoDB action that a grant may list; each action inside a transaction needs its own right. */
export type TableAction =
  | "GetItem"
  | "BatchGetItem"
  | "Query"
  | "PutItem"
  | "UpdateItem"
  | "DeleteItem"
  | "ConditionCheckItem"
  | "BatchWriteItem";

/** A right on one table: actions, and the partition keys they are limited to. */
export interface TableGrant<Table extends string = string> {
  readonly table: Table;
  readonly actions: readonly TableAction[];
  /** Patterns of partition keys (`dynamodb:LeadingKeys`); any key when absent. */
  readonly keys?: readonly string[];
  /** Index to query; the table itself when absent. */
  readonly index?: string;
}
/** A right on objects with matching key prefixes; who may put one may also upload it in parts, and gives that up by a right of its own. */
export interface ObjectGrant<Bucket extends string = string> {
  readonly bucket: Bucket;
  readonly actions: readonly ("GetObject" | "PutObject" | "AbortMultipartUpload")[];
  readonly prefixes: readonly string[];
}
/** A right to send to a queue of plain messages. */
export interface QueueGrant<Queue extends string = string> {
  readonly queue: Queue;
}
/** A right to send messages to people: mail from the sender in the settings, or SMS. */
export interface MessageGrant {
  readonly send: "mail" | "sms";
}
/** What a right on a key allows: `Encrypt` and `Decrypt` of a key that encrypts, the others of one that signs. */
export type KeyAction = "Encrypt" | "Decrypt" | "Sign" | "GetPublicKey";
/** A right to use a key: to encrypt is one right, to decrypt another. */
export interface KeyGrant<Key extends string = string> {
  readonly key: Key;
  readonly actions: readonly KeyAction[];
}
/** Any right a function may have. */
export type Grant = TableGrant | ObjectGrant | QueueGrant | KeyGrant | MessageGrant;

/** A right on a table. */
export function table<const Table extends string>(
  name: Table,
  actions: readonly TableAction[],
  keys?: readonly string[],
): TableGrant<Table> {
  return keys ? { table: name, actions, keys } : { table: name, actions };
}
/** The right to query an index; `keys` are patterns of the index's own partition keys. */
export function index<const Table extends string>(name: Table, shape: IndexShape, keys?: readonly string[]): TableGrant<Table> {
  return { table: name, actions: ["Query"], index: shape.name, ...(keys && { keys }) };
}
/** The right to read or create objects. */
export function objects<const Bucket extends string>(
  bucket: Bucket,
  actions: ObjectGrant["actions"],
  prefixes: readonly string[],
): ObjectGrant<Bucket> {
  return { bucket, actions, prefixes };
}
/** The right to send to a queue. */
export function sendTo<const Queue extends string>(queue: Queue): QueueGrant<Queue> {
  return { queue };
}
/** The right to send mail. */
export const sendMail: MessageGrant = { send: "mail" };
/** The right to send SMS. */
export const sendSms: MessageGrant = { send: "sms" };
/** The right to use a key. */
export function useKey<const Key extends string>(key: Key, actions: KeyGrant["actions"]): KeyGrant<Key> {
  return { key, actions };
}
/** Reads the caller's membership and party. Required by every API function with a non-public endpoint. */
export const readMembers = table("Parties", ["GetItem"], ["person#*", "party#*"]);
/** Reads the calendars of years, by which working days count. */
export const readCalendars = table("Calendar", ["BatchGetItem"], ["year#*"]);
/** Command rows and facts: what every API function with commands puts into its own table. */
export function commandsAndFacts<const Table extends string>(name: Table): readonly [TableGrant<Table>, TableGrant<Table>] {
  return [table(name, ["GetItem", "PutItem"], ["command#*"]), table(name, ["PutItem"], ["fact#*"])];
}

import type { NamedKey } from "../keys/key-ring.ts";
import type { CorsRule } from "./bucket-cors.ts";
import type { BucketLock } from "./object-lock.ts";

/** One condition block of an IAM statement: operator, key, value or values. */
type PolicyConditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A statement of an identity policy as the template has it, with every intrinsic function resolved. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: PolicyConditions;
}

/** A caller of the gateway: a function's access key and the statements of its role. */
export interface GatewayCaller {
  readonly accessKeyId: string;
  /** Checks signatures, in headers and in presigned addresses. */
  readonly secretAccessKey: string;
  /** Name of the function: capacity and faults are reported under it. */
  readonly functionName: string;
  /** ARN of the role as `AccessDenied` messages name it; derived from the function name when absent. */
  readonly principalArn?: string;
  /** `administrator` passes every check: the host itself. */
  readonly policies: readonly PolicyStatement[] | "administrator";
}

/** Where requests are forwarded to; `http://127.0.0.1:port`. */
export interface EngineEndpoints {
  readonly dynamodb: string;
  readonly sqs: string;
  readonly s3: string;
}

/** What `startGateway` needs. */
export interface GatewayOptions {
  readonly endpoints: EngineEndpoints;
  /** The deployment target the policies' ARNs were resolved for. */
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly callers: readonly GatewayCaller[];
  /** Port to listen on, on 127.0.0.1; any free one when absent. */
  readonly port?: number;
  /** File that keeps the request tokens of the last ten minutes over a restart; memory only when absent. */
  readonly tokensFile?: string;
  /** Folder that sent mail and SMS are written to, a file each; without one they are refused. */
  readonly messagesFolder?: string;
  /** File that keeps the keys of the key service, readable by its owner only; memory only when absent. */
  readonly keysFile?: string;
  /** Lead of the local clock over the machine's, in milliseconds. */
  readonly clockOffset?: number;
}

/** Which requests a fault applies to; every given field must match. Counting fields choose among the matching requests. */
export interface FaultMatch {
  /** Name of the operation as the service has it, such as `TransactWriteItems` or `SendMessage`. */
  readonly operation?: string;
  /** Name of a table, queue or bucket the request touches. */
  readonly resource?: string;
  readonly functionName?: string;
  readonly accessKeyId?: string;
  /** Only every n-th matching request; 1 is every one. */
  readonly everyNth?: number;
  /** At most so many times. */
  readonly times?: number;
  /** Only with this probability (0 to 1), drawn from a generator started with `seed`. */
  readonly probability?: number;
  readonly seed?: number;
}

/**
 * What goes wrong.
 * - `throttle`: refused for lack of throughput; a transaction is cancelled with `ThrottlingError` at the table's items.
 * - `throttle-request`: refused with `ProvisionedThroughputExceededException`, transactions too.
 * - `transaction-conflict`: a transaction is cancelled with `TransactionConflict` at the table's items, a single write is refused with
 *   `TransactionConflictException`; reads outside a transaction never conflict.
 * - `lost-reply`: committed, then the connection breaks.
 * - `partial-batch`: of a batch read or write only the first half is processed, the rest is returned as unprocessed.
 * - `latencyMs`: delayed by so much.
 * - `stale-index`: index queries answer as if the writes of the last so many milliseconds (since the rule was set) hadn't reached the index.
 * - `crash`: the host is told before or after the commit and ends the caller; the caller gets no answer.
 */
export type Fault =
  | "throttle"
  | "throttle-request"
  | "transaction-conflict"
  | "lost-reply"
  | "partial-batch"
  | { readonly latencyMs: number }
  | { readonly staleIndexMs: number }
  | { readonly crash: "before-commit" | "after-commit" };

/** One fault to inject and the requests it applies to. */
export interface FaultRule {
  readonly match: FaultMatch;
  readonly fault: Fault;
}

/** Capacity units used since the last reset by one function's operation on one table or one of its indexes. */
export interface CapacityRow {
  readonly functionName: string;
  readonly operation: string;
  readonly table: string;
  /** Absent for the table itself. */
  readonly index?: string;
  /** Requests that used units there. */
  readonly requests: number;
  readonly units: number;
}

/** A grant of a function's policy, one action x resource x leading-key pattern, and how often it was used. */
export interface GrantUse {
  readonly functionName: string;
  /** Index of the statement in the function's policy. */
  readonly statement: number;
  readonly action: string;
  readonly resource: string;
  /** Absent where the statement sets no condition on leading keys. */
  readonly leadingKey?: string;
  /** Allowed requests this grant applied to; 0 for a grant nobody needed. A request without keys counts for every pattern. */
  readonly requests: number;
}

/** A call that was denied. */
export interface DeniedCall {
  readonly functionName: string;
  readonly action: string;
  readonly resource: string;
  /** Leading keys of the call; absent for actions without any, `unknown` where the request doesn't show them. */
  readonly leadingKeys?: readonly string[] | "unknown";
  readonly reason: "no-allow" | "explicit-deny";
  readonly requests: number;
}

/** What the callers did with their rights since the last reset. */
export interface RightsReport {
  /** All grants of all callers, used or not. */
  readonly grants: readonly GrantUse[];
  readonly denials: readonly DeniedCall[];
}

/** A caller that must be killed now, because a `crash` fault matched its request. */
export interface CrashReport {
  readonly functionName: string;
  readonly accessKeyId: string;
  readonly operation: string;
  readonly moment: "before-commit" | "after-commit";
}

/** What was just written: names of streamed tables, and of queues that got messages. */
export interface WriteReport {
  readonly tables: readonly string[];
  readonly queues: readonly string[];
}

/** Lambda's types of invocation: with an answer, without one, and only to see whether it would be allowed. */
export type InvocationType = "RequestResponse" | "Event" | "DryRun";

/** One invocation that the gateway has admitted. */
export interface Invocation {
  readonly functionName: string;
  readonly type: InvocationType;
  readonly event: unknown;
}

/** What became of an invocation. */
export type InvocationOutcome =
  | { readonly kind: "returned"; readonly payload: unknown; readonly functionError?: string }
  | { readonly kind: "accepted" }
  | { readonly kind: "unknown-function" }
  /** The function could not be started. */
  | { readonly kind: "failed"; readonly message: string };

/** What a bucket asks of the requests on it. */
export interface BucketRules {
  readonly name: string;
  readonly lock: BucketLock | undefined;
  readonly cors: readonly CorsRule[];
}

/** The running gateway, seen from the host. */
export interface Gateway {
  /** `http://127.0.0.1:port`, the endpoint of DynamoDB, SQS, S3, KMS, Lambda, SES and SNS for every function. */
  readonly url: string;
  /** Replaces all callers; throws on a policy that holds something not implemented. */
  setCallers(callers: readonly GatewayCaller[]): Promise<void>;
  /** Replaces the names of all keys of the key service, and makes new keys. */
  setKeys(keys: readonly NamedKey[]): Promise<void>;
  /** Replaces the rules of all buckets. */
  setBuckets(buckets: readonly BucketRules[]): Promise<void>;
  /** Adds a fault; the returned function removes it and resolves with how many requests it matched. */
  injectFault(rule: FaultRule): Promise<() => Promise<number>>;
  /** Removes all faults. */
  clearFaults(): Promise<void>;
  /** Units used since the last reset, sorted by function, operation, table, index. */
  readCapacity(options?: { readonly reset?: boolean }): Promise<CapacityRow[]>;
  /** Which grants were used and which calls were denied since the last reset. */
  readRights(options?: { readonly reset?: boolean }): Promise<RightsReport>;
  /** Sets the lead of the local clock over the machine's, in milliseconds. */
  setClockOffset(milliseconds: number): Promise<void>;
  /** Calls the listener with writes, batched over about a millisecond; returns how to stop. */
  onWrite(listener: (report: WriteReport) => void): () => void;
  /** Calls the listener when a `crash` fault matches; returns how to stop. */
  onCrash(listener: (report: CrashReport) => void): () => void;
  /** Calls the listener with each denial that is new since the last reset; returns how to stop. */
  onDenied(listener: (call: DeniedCall) => void): () => void;
  /** Sets the handler of invocations; without one no function is known. */
  onInvoke(handler: (invocation: Invocation) => Promise<InvocationOutcome>): void;
  /** Sets who is told when the gateway ends without being stopped, with the reason. */
  onLost(listener: (reason: string) => void): void;
  /** Stops the worker and breaks open connections. */
  stop(): Promise<void>;
}

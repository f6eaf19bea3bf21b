import type { KeyRing } from "../keys/key-ring.ts";
import type { Authenticate } from "./authentication.ts";
import type { Caller } from "./caller.ts";
import type { CapacityMeter } from "./capacity.ts";
import type { EngineClient } from "./engine-client.ts";
import type { FaultBook } from "./faults.ts";
import type { RequestTokens } from "./request-tokens.ts";
import type { RightsLog } from "./rights-log.ts";
import type { StaleIndexes } from "./stale-index.ts";
import type { TableShapes } from "./table-shapes.ts";
import type { BucketRules, CrashReport, Invocation, InvocationOutcome } from "./types.ts";

/** What the gateway's front of each service works with. */
export interface GatewayContext {
  readonly url: string;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly engines: { readonly dynamodb: EngineClient; readonly sqs: EngineClient; readonly s3: EngineClient };
  readonly caller: (accessKeyId: string) => Caller | undefined;
  readonly authenticate: Authenticate;
  readonly keys: KeyRing;
  /** The rules of a bucket; undefined for one that has none. */
  readonly bucket: (name: string) => BucketRules | undefined;
  readonly faults: FaultBook;
  readonly capacity: CapacityMeter;
  readonly rights: RightsLog;
  readonly tokens: RequestTokens;
  readonly shapes: TableShapes;
  readonly staleIndexes: StaleIndexes;
  /** Time of the local clock in epoch milliseconds. */
  readonly now: () => number;
  readonly reportWrite: (tables: readonly string[], queues: readonly string[]) => void;
  /** Runs a function and resolves with the outcome. */
  readonly invoke: (invocation: Invocation) => Promise<InvocationOutcome>;
  readonly reportCrash: (report: CrashReport) => void;
}

/** An error as AWS words it: name, message and further members. */
export interface ServiceError {
  readonly name: string;
  readonly message: string;
  readonly status?: number;
  readonly members?: Readonly<Record<string, unknown>>;
}

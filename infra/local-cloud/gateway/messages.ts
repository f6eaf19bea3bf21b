import type { NamedKey } from "../keys/key-ring.ts";
import type {
  BucketRules,
  CapacityRow,
  CrashReport,
  DeniedCall,
  FaultRule,
  GatewayCaller,
  GatewayOptions,
  Invocation,
  InvocationOutcome,
  RightsReport,
  WriteReport,
} from "./types.ts";

/** Commands of the host to the gateway's worker; each is answered under its id. */
export type HostCommand =
  | { readonly kind: "callers"; readonly callers: readonly GatewayCaller[] }
  | { readonly kind: "keys"; readonly keys: readonly NamedKey[] }
  | { readonly kind: "buckets"; readonly buckets: readonly BucketRules[] }
  | { readonly kind: "inject"; readonly ruleId: number; readonly rule: FaultRule }
  | { readonly kind: "remove"; readonly ruleId: number }
  | { readonly kind: "clear" }
  | { readonly kind: "capacity"; readonly reset: boolean }
  | { readonly kind: "rights"; readonly reset: boolean }
  | { readonly kind: "clock"; readonly offset: number }
  | { readonly kind: "invoked"; readonly invocationId: number; readonly outcome: InvocationOutcome };

/** A command and the id its answer carries. */
export interface HostMessage {
  readonly id: number;
  readonly command: HostCommand;
}

/** What a command answers: matched requests for `remove`, rows for `capacity`, the report for `rights`. */
export type CommandAnswer = number | readonly CapacityRow[] | RightsReport | undefined;

/** Messages of the worker to the host. */
export type WorkerMessage =
  | { readonly kind: "listening"; readonly port: number }
  | { readonly kind: "answer"; readonly id: number; readonly answer?: CommandAnswer; readonly error?: string }
  | { readonly kind: "written"; readonly report: WriteReport }
  | { readonly kind: "crash"; readonly report: CrashReport }
  | { readonly kind: "denied"; readonly call: DeniedCall }
  | { readonly kind: "invoke"; readonly invocationId: number; readonly invocation: Invocation };

/** The worker's options. */
export type WorkerOptions = GatewayOptions;

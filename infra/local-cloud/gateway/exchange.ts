import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { CapacityMeter } from "./capacity.ts";
import type { EngineClient } from "./engine-client.ts";
import type { FaultBook, FaultTarget, InjectedFault } from "./faults.ts";
import type { CompiledPolicy, Denial, NeededRight } from "./policy.ts";
import type { RequestTokens } from "./request-tokens.ts";
import type { StaleIndexes } from "./stale-index.ts";
import type { TableShapes } from "./table-shapes.ts";
import type { CrashReport } from "./types.ts";

/** A caller with its policy compiled; the administrator has none. */
export interface Caller {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly functionName: string;
  readonly principalArn: string;
  readonly policy: CompiledPolicy | undefined;
}

/** What every front of the gateway works with. */
export interface GatewayContext {
  readonly url: string;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly engines: { readonly dynamodb: EngineClient; readonly sqs: EngineClient; readonly s3: EngineClient };
  readonly caller: (accessKeyId: string) => Caller | undefined;
  readonly faults: FaultBook;
  readonly capacity: CapacityMeter;
  readonly tokens: RequestTokens;
  readonly shapes: TableShapes;
  readonly staleIndexes: StaleIndexes;
  /** Present of the local clock in epoch milliseconds. */
  readonly now: () => number;
  readonly reportWrite: (tables: readonly string[], queues: readonly string[]) => void;
  readonly reportCrash: (report: CrashReport) => void;
}

/** An error as AWS words it: name, message and further members. */
export interface ServiceError {
  readonly name: string;
  readonly message: string;
  readonly status?: number;
  readonly members?: Readonly<Record<string, unknown>>;
}

/** The access key id a request was signed with; undefined when it is not signed. */
export function signingKey(request: IncomingMessage): string | undefined {
  return /Credential=([^/]+)\//.exec(request.headers.authorization ?? "")?.[1];
}

/** Reads the whole body of a request. */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("error", reject);
    request.on("end", () => {
      const [first = Buffer.alloc(0)] = chunks;
      resolve(chunks.length < 2 ? first : Buffer.concat(chunks));
    });
  });
}

/** The first right that is missing, and why. */
export function firstDenied(
  caller: Caller,
  rights: readonly NeededRight[],
): { readonly right: NeededRight; readonly denial: Denial } | undefined {
  const { policy } = caller;
  if (!policy) return undefined;
  for (const right of rights) {
    const denial = policy(right);
    if (denial) return { right, denial };
  }
  return undefined;
}

/** The sentence of `AccessDenied`. */
export function deniedMessage(caller: Caller, right: NeededRight, denial: Denial, quoted = false): string {
  const resource = quoted ? `"${right.resource}"` : right.resource;
  const reason =
    denial === "explicit-deny"
      ? "with an explicit deny in an identity-based policy"
      : `because no identity-based policy allows the ${right.action} action`;
  return `User: ${caller.principalArn} is not authorized to perform: ${right.action} on resource: ${resource} ${reason}`;
}

/** Sends an answer of the AWS JSON protocol. */
export function sendJson(response: ServerResponse, status: number, body: string | Buffer, headers: OutgoingHttpHeaders = {}): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0", "content-length": Buffer.byteLength(body), ...headers });
  response.end(body);
}

/** Waits and crashes as the faults say. False when the request must go no further: it has no answer then. */
export async function beforeCommit(
  context: GatewayContext,
  response: ServerResponse,
  target: FaultTarget,
  met: readonly InjectedFault[],
): Promise<boolean> {
  for (const { fault } of met) {
    if (typeof fault === "object" && "latencyMs" in fault) await new Promise((resolve) => setTimeout(resolve, fault.latencyMs));
    if (typeof fault === "object" && "crash" in fault && fault.crash === "before-commit") {
      crash(context, response, target, "before-commit");
      return false;
    }
  }
  return true;
}

/** Breaks the connection or crashes as the faults say. False when the caller must get no answer. */
export function afterCommit(
  context: GatewayContext,
  response: ServerResponse,
  target: FaultTarget,
  met: readonly InjectedFault[],
): boolean {
  for (const { fault } of met) {
    if (fault === "lost-reply") {
      response.socket?.destroy();
      return false;
    }
    if (typeof fault === "object" && "crash" in fault && fault.crash === "after-commit") {
      crash(context, response, target, "after-commit");
      return false;
    }
  }
  return true;
}

/** Tells the host and keeps the caller waiting until it is ended, at most 30 seconds. */
function crash(context: GatewayContext, response: ServerResponse, target: FaultTarget, moment: "before-commit" | "after-commit"): void {
  context.reportCrash({ functionName: target.functionName, accessKeyId: target.accessKeyId, operation: target.operation, moment });
  const { socket } = response;
  const patience = setTimeout(() => socket?.destroy(), 30_000);
  socket?.once("close", () => clearTimeout(patience));
}

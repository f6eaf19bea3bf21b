import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { keyRing } from "../keys/key-ring.ts";
import { isForThisMachine, refuseHost } from "../loopback.ts";
import { authenticator } from "./authentication.ts";
import { compileCallers } from "./caller.ts";
import { capacityMeter } from "./capacity.ts";
import type { GatewayContext } from "./context.ts";
import { answerDynamo } from "./dynamo-front.ts";
import { engineClient } from "./engine-client.ts";
import { faultBook } from "./faults.ts";
import { answerInvocation, isInvocation } from "./function-front.ts";
import { sendJson } from "./http.ts";
import { answerKeys } from "./key-front.ts";
import { isMail, isSms, messageFront } from "./message-front.ts";
import type { CommandAnswer, HostCommand, HostMessage, WorkerMessage, WorkerOptions } from "./messages.ts";
import { objectFront } from "./object-front.ts";
import { answerQueue } from "./queue-front.ts";
import { requestTokens } from "./request-tokens.ts";
import { rightsLog } from "./rights-log.ts";
import { staleIndexes } from "./stale-index.ts";
import { streamFront } from "./stream-front.ts";
import { tableShapes } from "./table-shapes.ts";
import type { BucketRules, Invocation, InvocationOutcome } from "./types.ts";

/** The gateway runs in its own thread, so that a busy host does not slow down every function. */
const options: WorkerOptions = workerData;
const port = parentPort;
if (!port) throw new Error("the gateway runs as a worker thread of the host");
const tell = (message: WorkerMessage): void => port.postMessage(message);

let clockOffset = options.clockOffset ?? 0;
let callers = compileCallers(options.callers, options);
let buckets: ReadonlyMap<string, BucketRules> = new Map();
const now = (): number => Date.now() + clockOffset;
/** Invocations the host is running. */
const invocations = new Map<number, (outcome: InvocationOutcome) => void>();
let lastInvocation = 0;
const writes = { tables: new Set<string>(), queues: new Set<string>(), announced: false };

const engines = {
  dynamodb: engineClient(options.endpoints.dynamodb, options.region),
  sqs: engineClient(options.endpoints.sqs, options.region),
  s3: engineClient(options.endpoints.s3, options.region),
};
const shapes = tableShapes(engines.dynamodb);
const server = createServer({ keepAliveTimeout: 120_000, requestTimeout: 0, noDelay: true }, answer);
server.listen(options.port ?? 0, "127.0.0.1", () => {
  const { port: listening } = server.address() as AddressInfo;
  const context: GatewayContext = {
    url: `http://127.0.0.1:${listening}`,
    region: options.region,
    accountId: options.accountId,
    partition: options.partition,
    engines,
    caller: (accessKeyId) => callers.get(accessKeyId),
    authenticate: authenticator({
      region: options.region,
      callerOf: (accessKeyId) => callers.get(accessKeyId),
      clocks: () => ({ machine: Date.now(), local: now() }),
    }),
    keys: keyRing(options.keysFile),
    bucket: (name) => buckets.get(name),
    faults: faultBook(),
    capacity: capacityMeter(),
    rights: rightsLog((call) => tell({ kind: "denied", call })),
    tokens: requestTokens(now, options.tokensFile),
    shapes,
    staleIndexes: staleIndexes(engines.dynamodb, shapes, now),
    now,
    reportWrite,
    invoke,
    reportCrash: (report) => tell({ kind: "crash", report }),
  };
  fronts = { stream: streamFront(context), object: objectFront(context), message: messageFront(context, options.messagesFolder), context };
  port.on("message", ({ id, command }: HostMessage) => {
    try {
      tell({ kind: "answer", id, answer: handleCommand(context, command) });
    } catch (error) {
      tell({ kind: "answer", id, error: String(error) });
    }
  });
  tell({ kind: "listening", port: listening });
});

type Front = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
let fronts: { readonly stream: Front; readonly object: Front; readonly message: Front; readonly context: GatewayContext } | undefined;

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (!fronts) return void response.destroy();
  if (!isForThisMachine(request)) return void refuseHost(response);
  const target = String(request.headers["x-amz-target"] ?? "");
  route(
    request,
    target,
    fronts,
  )(request, response).catch((error: unknown) => {
    if (response.headersSent) return response.destroy();
    sendJson(
      response,
      500,
      JSON.stringify({ __type: "com.amazon.coral.service#InternalServerError", message: `the engine gave no answer: ${String(error)}` }),
    );
  });
}

function route(request: IncomingMessage, target: string, { stream, object, message, context }: NonNullable<typeof fronts>): Front {
  if (target.startsWith("DynamoDB_20120810.")) return (request, response) => answerDynamo(context, request, response);
  if (target.startsWith("DynamoDBStreams_20120810.")) return stream;
  if (target.startsWith("AmazonSQS.")) return (request, response) => answerQueue(context, request, response);
  if (target.startsWith("TrentService.")) return (request, response) => answerKeys(context, request, response);
  if (isInvocation(request)) return (each, response) => answerInvocation(context, each, response);
  if (isMail(request) || isSms(request)) return message;
  if (target === "") return object;
  return async (_request, response) => {
    sendJson(
      response,
      400,
      JSON.stringify({ __type: "com.amazon.coral.service#UnknownOperationException", message: `the local cloud has no ${target}` }),
    );
  };
}

function handleCommand({ faults, capacity, rights, keys, staleIndexes: indexes }: GatewayContext, command: HostCommand): CommandAnswer {
  switch (command.kind) {
    case "callers":
      callers = compileCallers(command.callers, options);
      return undefined;
    case "keys":
      keys.hold(command.keys);
      return undefined;
    case "buckets":
      buckets = new Map(command.buckets.map((bucket) => [bucket.name, bucket]));
      return undefined;
    case "inject":
      faults.add(command.ruleId, command.rule, now());
      return undefined;
    case "remove": {
      const matched = faults.remove(command.ruleId);
      if (!faults.watchesWrites) indexes.forget();
      return matched;
    }
    case "clear":
      faults.clear();
      indexes.forget();
      return undefined;
    case "capacity": {
      const rows = capacity.rows();
      if (command.reset) capacity.reset();
      return rows;
    }
    case "rights": {
      const report = rights.report(callers.values());
      if (command.reset) rights.reset();
      return report;
    }
    case "invoked":
      invocations.get(command.invocationId)?.(command.outcome);
      invocations.delete(command.invocationId);
      return undefined;
    case "clock":
      clockOffset = command.offset;
      return undefined;
  }
}

function invoke(invocation: Invocation): Promise<InvocationOutcome> {
  lastInvocation += 1;
  tell({ kind: "invoke", invocationId: lastInvocation, invocation });
  return new Promise((resolve) => invocations.set(lastInvocation, resolve));
}

/** Batches the writes of about a millisecond into one message. Tables without a stream are left out. */
function reportWrite(tables: readonly string[], queues: readonly string[]): void {
  for (const table of tables) if (shapes.known(table)?.streamed ?? true) writes.tables.add(table);
  for (const queue of queues) writes.queues.add(queue);
  if (writes.announced || writes.tables.size + writes.queues.size === 0) return;
  writes.announced = true;
  setTimeout(() => {
    tell({ kind: "written", report: { tables: [...writes.tables], queues: [...writes.queues] } });
    writes.tables.clear();
    writes.queues.clear();
    writes.announced = false;
  }, 1);
}

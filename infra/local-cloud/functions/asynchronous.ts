import { randomUUID } from "node:crypto";
import type { InvocationResult, Invoke } from "../event-sources/types.ts";
import type { Waker } from "../event-sources/waker.ts";
import { type Fields, fieldsOf } from "../values.ts";

/** How often an event is retried, how old it may become, and which queue gets it when it fails for good. */
export interface DeliverySettings {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  /** ARN of a queue; failures are only logged when absent. */
  readonly failureQueueArn?: string;
}

/** Lambda's defaults for asynchronous invocations: two retries in six hours. */
const lambdaDefaults = { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 };

/** What Lambda does when an asynchronous invocation fails: from an `AWS::Lambda::EventInvokeConfig`, its defaults without one. */
export function asynchronousSettings(properties: Fields = {}): DeliverySettings {
  const failureQueueArn = fieldsOf(fieldsOf(properties.DestinationConfig).OnFailure).Destination;
  return {
    maximumRetryAttempts: countOf(properties.MaximumRetryAttempts, lambdaDefaults.maximumRetryAttempts),
    maximumEventAgeSeconds: countOf(properties.MaximumEventAgeInSeconds, lambdaDefaults.maximumEventAgeSeconds),
    ...(failureQueueArn === undefined ? {} : { failureQueueArn: String(failureQueueArn) }),
  };
}

/** A count that a template gives as number or text; throws on anything else. */
export function countOf(value: unknown, fallback: number): number {
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw new Error(`not a count: ${String(value)}`);
  return number;
}

/** What asynchronous invocations need. */
export interface AsynchronousPorts {
  readonly invoke: Invoke;
  /** Settings of the function with this name. */
  readonly asynchronous: (functionName: string) => DeliverySettings;
  /** Sends a message to a failure queue. */
  readonly sendFailure: (queueArn: string, body: string) => Promise<void>;
  /** Local time in epoch milliseconds, for what failure messages say. */
  readonly now: () => number;
  readonly log: (message: string) => void;
  /** Pauses before retries; stopping cuts them short. */
  readonly pauses: Waker;
  readonly stopped: () => boolean;
}

/** The function an event goes to. */
export interface AsynchronousTarget {
  readonly name: string;
  readonly arn: string;
}

/** How long an event has been tried. */
export interface EventAge {
  milliseconds(): number;
}

/**
 * The age of an event from now on, by the machine's time: retries follow attempts, and a local clock that is moved between two of them makes
 * no event too old.
 */
export function newEvent(): EventAge {
  const began = performance.now();
  return { milliseconds: () => performance.now() - began };
}

/** Whether the retries are used up or the event is too old. */
export function isExhausted(settings: DeliverySettings, tries: number, age: EventAge): boolean {
  return tries > settings.maximumRetryAttempts || age.milliseconds() > settings.maximumEventAgeSeconds * 1000;
}

/** How long to wait before the n-th retry: fractions of a second where AWS waits minutes. */
export function retryPause(attempt: number): number {
  return Math.min(2000, 100 * 2 ** attempt);
}

/**
 * Runs a function as Lambda does for an asynchronous invocation: retries after a failure, then the failure queue. Resolves with the last
 * result, when nothing is left to do. Throws when the function could not be started.
 */
export async function invokeAsynchronously(
  ports: AsynchronousPorts,
  { name, arn }: AsynchronousTarget,
  event: unknown,
): Promise<InvocationResult> {
  const settings = ports.asynchronous(name);
  const age = newEvent();
  for (let failed = 1; ; failed += 1) {
    const result = await ports.invoke(name, event);
    if (result.functionError === undefined || ports.stopped()) return result;
    if (isExhausted(settings, failed, age)) {
      ports.log(`function ${name} failed ${failed} times`);
      if (settings.failureQueueArn !== undefined)
        await ports.sendFailure(settings.failureQueueArn, failureRecord({ arn, now: ports.now(), event, result, failed }));
      return result;
    }
    await ports.pauses.pause(retryPause(failed));
    if (ports.stopped()) return result;
  }
}

/** What Lambda sends to the on-failure destination of an asynchronous invocation: the event is in it. */
function failureRecord(given: {
  readonly arn: string;
  readonly now: number;
  readonly event: unknown;
  readonly result: InvocationResult;
  readonly failed: number;
}): string {
  const { arn, now, event, result, failed } = given;
  return JSON.stringify({
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId: result.requestId ?? randomUUID(),
      functionArn: `${arn}:$LATEST`,
      condition: "RetriesExhausted",
      approximateInvokeCount: failed,
    },
    requestPayload: event,
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: result.functionError },
    responsePayload: result.payload,
  });
}

import { waker } from "../event-sources/waker.ts";
import type { Invocation, InvocationOutcome } from "../gateway/types.ts";
import { type AsynchronousPorts, invokeAsynchronously, isExhausted, newEvent, retryPause } from "./asynchronous.ts";

/** What `startInvocations` needs. */
export interface InvocationsOptions extends Omit<AsynchronousPorts, "pauses" | "stopped"> {
  /** ARN of the function with this name; undefined when there is none. */
  readonly arnOf: (functionName: string) => string | undefined;
}

/** Handles what functions invoke through the gateway. */
export interface Invocations {
  handle(invocation: Invocation): Promise<InvocationOutcome>;
  /** No asynchronous invocation is left to run. */
  idle(): boolean;
  /** Starts nothing new and waits for what is running. */
  stop(): Promise<void>;
}

/**
 * Runs what functions invoke: synchronous invocations answer with the result, asynchronous ones at once. Asynchronous events are kept in
 * memory: a kill loses those that have not run, where Lambda would keep them.
 */
export function startInvocations({ arnOf, ...options }: InvocationsOptions): Invocations {
  const running = new Set<Promise<unknown>>();
  const pauses = waker();
  let stopped = false;
  const ports: AsynchronousPorts = { ...options, pauses, stopped: () => stopped };

  return {
    async handle({ functionName: name, type, event }) {
      const arn = arnOf(name);
      if (arn === undefined) return { kind: "unknown-function" };
      if (type === "DryRun") return { kind: "accepted" };
      if (type === "RequestResponse") {
        const { payload, functionError } = await ports.invoke(name, event);
        return { kind: "returned", payload, ...(functionError !== undefined && { functionError }) };
      }
      const run = runEvent(name, arn, event).finally(() => running.delete(run));
      running.add(run);
      return { kind: "accepted" };
    },
    idle: () => running.size === 0,
    stop: async () => {
      stopped = true;
      pauses.wake();
      await Promise.all(running);
    },
  };

  /** Tries until the event has run or is too old: a function that cannot be started does not use up its retries. */
  async function runEvent(name: string, arn: string, event: unknown): Promise<void> {
    const age = newEvent();
    for (let attempt = 1; !stopped; attempt += 1) {
      try {
        await invokeAsynchronously(ports, { name, arn }, event);
        return;
      } catch (error) {
        ports.log(`function ${name}: ${String(error)}`);
        if (isExhausted({ ...ports.asynchronous(name), maximumRetryAttempts: Number.POSITIVE_INFINITY }, attempt, age)) return;
      }
      await pauses.pause(retryPause(attempt));
    }
  }
}

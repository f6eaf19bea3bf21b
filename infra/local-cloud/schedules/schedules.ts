import { randomUUID } from "node:crypto";
import type { InvocationResult, Invoke } from "../event-sources/types.ts";
import { type Waker, waker } from "../event-sources/waker.ts";
import type { DeliverySettings, ScheduleDefinition } from "./definitions.ts";
import { compileSchedule, type Occurrences } from "./expressions.ts";

/** The local cloud's clock as schedules need it. */
export interface ScheduleClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Tells when the clock was moved; returns how to stop listening. */
  onClockMoved(listener: () => void): () => void;
}

/** What `startSchedules` needs. */
export interface SchedulesOptions {
  readonly definitions: readonly ScheduleDefinition[];
  readonly clock: ScheduleClock;
  readonly invoke: Invoke;
  /** Name of the function with this ARN, as `invoke` wants it. */
  readonly functionNameOf: (targetArn: string) => string;
  /** What Lambda does when that function fails. */
  readonly asynchronous: (functionName: string) => DeliverySettings;
  /** Sends a message to a failure queue. */
  readonly sendFailure: (queueArn: string, body: string) => Promise<void>;
  readonly region: string;
  readonly accountId: string;
  readonly log: (message: string) => void;
  /** Epoch milliseconds: occurrences after it that are past now run at once. The present when absent. */
  readonly since?: number;
}

/** The running schedules. */
export interface Schedules {
  readonly names: readonly string[];
  /** Runs a schedule's function now, as if it were due; resolves when it is through, retries included, with what it came to last. */
  runNow(name: string): Promise<readonly (InvocationResult | undefined)[]>;
  /** Next occurrence in epoch milliseconds; undefined when there is none or the schedule is disabled. */
  next(name: string): number | undefined;
  /** Nothing is due and nothing runs. */
  idle(): boolean;
  /** Begins nothing new and waits for what runs. */
  stop(): Promise<void>;
}

interface Entry {
  readonly definition: ScheduleDefinition;
  readonly occurrences: Occurrences;
  next: number | undefined;
}

const longestTimer = 2 ** 31 - 1;

/**
 * Runs functions on their schedules, by the local clock. When the clock jumps over several occurrences of a schedule it runs once: jobs find
 * all due work, and a month's jump is no forty thousand runs. Runs of one schedule may overlap, as on AWS. Retries wait fractions of a
 * second where AWS waits minutes.
 */
export function startSchedules(options: SchedulesOptions): Schedules {
  const { clock } = options;
  const since = options.since ?? clock.now();
  const entries = options.definitions.map((definition): Entry => {
    const occurrences = compileSchedule(definition.expression, definition.timeZone);
    return { definition, occurrences, next: definition.enabled ? occurrences.after(since) : undefined };
  });
  const running = new Set<Promise<unknown>>();
  const retries = waker();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const forget = clock.onClockMoved(runDue);
  runDue();

  return {
    names: entries.map(({ definition }) => definition.name),
    runNow: async (name) => {
      const named = entries.filter(({ definition }) => definition.name === name);
      if (named.length === 0) throw new Error(`no schedule is called ${name}`);
      return Promise.all(named.map(({ definition }) => begin(definition, clock.now())));
    },
    next: (name) => entries.find(({ definition }) => definition.name === name)?.next,
    idle: () => running.size === 0 && entries.every(({ next }) => next === undefined || next > clock.now()),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      forget();
      retries.wake();
      await Promise.all(running);
    },
  };

  function runDue(): void {
    if (stopped) return;
    clearTimeout(timer);
    const now = clock.now();
    for (const entry of entries) {
      if (entry.next === undefined || entry.next > now) continue;
      const due = entry.next;
      entry.next = entry.occurrences.after(now);
      void begin(entry.definition, due);
    }
    const nearest = Math.min(...entries.map(({ next }) => next ?? Number.POSITIVE_INFINITY));
    if (Number.isFinite(nearest)) timer = setTimeout(runDue, Math.min(longestTimer, Math.max(1, nearest - now)));
  }

  function begin(definition: ScheduleDefinition, scheduledAt: number): Promise<InvocationResult | undefined> {
    const run = runSchedule(options, definition, scheduledAt, { pauses: retries, stopped: () => stopped }).catch((error: unknown) => {
      options.log(`schedule ${definition.name}: ${String(error)}`);
      return undefined;
    });
    running.add(run);
    void run.finally(() => running.delete(run));
    return run;
  }
}

interface Retrying {
  readonly pauses: Waker;
  readonly stopped: () => boolean;
}

/** Runs one occurrence: the schedule retries what couldn't start, Lambda what failed. */
async function runSchedule(
  options: SchedulesOptions,
  definition: ScheduleDefinition,
  scheduledAt: number,
  { pauses, stopped }: Retrying,
): Promise<InvocationResult | undefined> {
  const functionName = options.functionNameOf(definition.targetArn);
  const event = eventOf(options, definition, scheduledAt);
  const asynchronous = options.asynchronous(functionName);
  const began = options.clock.now();
  const exhausted = (settings: DeliverySettings, tries: number): boolean =>
    tries > settings.maximumRetryAttempts || options.clock.now() - began > settings.maximumEventAgeSeconds * 1000;
  let unstarted = 0;
  let failed = 0;
  for (;;) {
    let result: InvocationResult | undefined;
    try {
      result = await options.invoke(functionName, event);
    } catch (error) {
      unstarted += 1;
      if (stopped()) return undefined;
      if (exhausted(definition.delivery, unstarted)) {
        options.log(`schedule ${definition.name} gave up: ${String(error)}`);
        await reportTo(options, definition.delivery, JSON.stringify(event));
        return undefined;
      }
    }
    if (result && result.functionError === undefined) return result;
    if (result) {
      failed += 1;
      if (stopped()) return result;
      if (exhausted(asynchronous, failed)) {
        options.log(`function ${functionName} failed ${failed} times for schedule ${definition.name}`);
        await reportTo(options, asynchronous, failureRecord(options, definition, event, result, failed));
        return result;
      }
    }
    await pauses.pause(Math.min(2000, 100 * 2 ** (unstarted + failed)));
    if (stopped()) return result;
  }
}

async function reportTo({ sendFailure }: SchedulesOptions, { failureQueueArn }: DeliverySettings, body: string): Promise<void> {
  if (failureQueueArn !== undefined) await sendFailure(failureQueueArn, body);
}

/** The event: the schedule's own input with its context attributes filled in, or the event of a scheduled rule. */
function eventOf({ region, accountId }: SchedulesOptions, { input, arn }: ScheduleDefinition, scheduledAt: number): unknown {
  const time = new Date(scheduledAt).toISOString().replace(/\.\d{3}Z$/, "Z");
  if (input !== undefined) {
    const context: Readonly<Record<string, string>> = {
      "<aws.scheduler.schedule-arn>": arn,
      "<aws.scheduler.scheduled-time>": time,
      "<aws.scheduler.execution-id>": randomUUID(),
      "<aws.scheduler.attempt-number>": "1",
    };
    return JSON.parse(input.replace(/<aws\.scheduler\.[a-z-]+>/g, (name) => context[name] ?? name));
  }
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: accountId,
    time,
    region,
    resources: [arn],
    detail: {},
  };
}

/** What Lambda sends to the on-failure destination of an asynchronous invocation: the event is in it. */
function failureRecord(
  { clock }: SchedulesOptions,
  { targetArn }: ScheduleDefinition,
  event: unknown,
  result: InvocationResult,
  tries: number,
): string {
  return JSON.stringify({
    version: "1.0",
    timestamp: new Date(clock.now()).toISOString(),
    requestContext: {
      requestId: result.requestId ?? randomUUID(),
      functionArn: `${targetArn}:$LATEST`,
      condition: "RetriesExhausted",
      approximateInvokeCount: tries,
    },
    requestPayload: event,
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: result.functionError },
    responsePayload: result.payload,
  });
}

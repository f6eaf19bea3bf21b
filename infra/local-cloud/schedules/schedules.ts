import { randomUUID } from "node:crypto";
import type { InvocationResult, Invoke } from "../event-sources/types.ts";
import { type Waker, waker } from "../event-sources/waker.ts";
import { type DeliverySettings, invokeAsynchronously, isExhausted, newEvent, retryPause } from "../functions/asynchronous.ts";
import type { ScheduleDefinition } from "./definitions.ts";
import { compileSchedule, type Occurrences } from "./expressions.ts";

/** The clock that schedules follow. */
export interface ScheduleClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls the listener when the clock was moved; returns how to stop. */
  onClockMoved(listener: () => void): () => void;
}

/** What `startSchedules` needs. */
export interface SchedulesOptions {
  readonly definitions: readonly ScheduleDefinition[];
  readonly clock: ScheduleClock;
  readonly invoke: Invoke;
  /** Name of the function with this ARN, as `invoke` wants it. */
  readonly functionNameOf: (targetArn: string) => string;
  /** Settings for when that function fails. */
  readonly asynchronous: (functionName: string) => DeliverySettings;
  /** Sends a message to a failure queue. */
  readonly sendFailure: (queueArn: string, body: string) => Promise<void>;
  readonly region: string;
  readonly accountId: string;
  readonly log: (message: string) => void;
  /** Epoch milliseconds: occurrences between then and now run at once. Now when absent. */
  readonly since?: number;
}

/** The running schedules. */
export interface Schedules {
  readonly names: readonly string[];
  /** Runs a schedule's function now, as if it were due; resolves with the last result when it is done, retries included. */
  runNow(name: string): Promise<readonly (InvocationResult | undefined)[]>;
  /** Next occurrence in epoch milliseconds; undefined when there is none or the schedule is disabled. */
  next(name: string): number | undefined;
  /** Nothing is due and nothing runs. */
  idle(): boolean;
  /** Starts nothing new and waits for what is running. */
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
 * all due work, and a jump of a month must not cause forty thousand runs. Runs of one schedule may overlap, as on AWS. Retries wait
 * fractions of a second where AWS waits minutes.
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

/** Runs one occurrence: the schedule retries when the function could not start, Lambda when it failed. */
async function runSchedule(
  options: SchedulesOptions,
  definition: ScheduleDefinition,
  scheduledAt: number,
  { pauses, stopped }: Retrying,
): Promise<InvocationResult | undefined> {
  const { clock, log } = options;
  const target = { name: options.functionNameOf(definition.targetArn), arn: definition.targetArn };
  const event = eventOf(options, definition, scheduledAt);
  const age = newEvent();
  for (let unstarted = 1; ; unstarted += 1) {
    try {
      return await invokeAsynchronously({ ...options, now: clock.now, pauses, stopped }, target, event);
    } catch (error) {
      if (stopped()) return undefined;
      if (isExhausted(definition.delivery, unstarted, age)) {
        log(`schedule ${definition.name} gave up: ${String(error)}`);
        await reportTo(options, definition.delivery, JSON.stringify(event));
        return undefined;
      }
    }
    await pauses.pause(retryPause(unstarted));
    if (stopped()) return undefined;
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

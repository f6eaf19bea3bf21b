import { describe, expect, it } from "vitest";
import type { InvocationResult } from "../../../../../infra/local-cloud/event-sources/types.ts";
import { asynchronousSettings } from "../../../../../infra/local-cloud/functions/asynchronous.ts";
import { ruleSchedules, type ScheduleDefinition, schedulerSchedule } from "../../../../../infra/local-cloud/schedules/definitions.ts";
import { compileSchedule } from "../../../../../infra/local-cloud/schedules/expressions.ts";
import { type Schedules, startSchedules } from "../../../../../infra/local-cloud/schedules/schedules.ts";

const at = (text: string): number => Date.parse(text);
const iso = (time: number | undefined): string | undefined => (time === undefined ? undefined : new Date(time).toISOString());
const queueArn = "arn:aws:sqs:cn-north-1:0:failed";
const functionArn = "arn:aws:lambda:cn-north-1:0:function:close";

describe("schedule expressions", () => {
  it.each([
    ["rate(5 minutes)", "UTC", "2026-01-01T00:02:00Z", "2026-01-01T00:05:00.000Z"],
    ["rate(1 day)", "UTC", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00.000Z"],
    ["cron(0/5 * * * ? *)", "UTC", "2026-01-01T00:05:00Z", "2026-01-01T00:10:00.000Z"],
    ["cron(30 8 * * ? *)", "Asia/Shanghai", "2026-01-01T00:00:00Z", "2026-01-01T00:30:00.000Z"],
    ["cron(0 10 ? * 2-6 *)", "UTC", "2026-01-02T10:00:00Z", "2026-01-05T10:00:00.000Z"],
    ["cron(0 10 ? * 1 *)", "UTC", "2026-01-01T00:00:00Z", "2026-01-04T10:00:00.000Z"],
    ["cron(0 10 ? * MON-FRI *)", "UTC", "2026-01-02T10:00:00Z", "2026-01-05T10:00:00.000Z"],
    ["cron(0 0 L * ? *)", "UTC", "2026-02-01T00:00:00Z", "2026-02-28T00:00:00.000Z"],
    ["cron(0 0 ? * 6#3 *)", "UTC", "2026-01-01T00:00:00Z", "2026-01-16T00:00:00.000Z"],
    ["cron(0 0 1 1/3 ? *)", "UTC", "2026-01-01T00:00:00Z", "2026-04-01T00:00:00.000Z"],
    ["cron(0 0 1 1 ? 2028)", "UTC", "2026-01-01T00:00:00Z", "2028-01-01T00:00:00.000Z"],
    ["at(2026-03-01T09:00:00)", "Asia/Shanghai", "2026-01-01T00:00:00Z", "2026-03-01T01:00:00.000Z"],
  ])("%s in %s after %s is next at %s", (expression, zone, after, next) => {
    expect(iso(compileSchedule(expression, zone).after(at(after)))).toBe(next);
  });

  it("have no occurrence after a single time or the last year", () => {
    expect(compileSchedule("at(2026-03-01T09:00:00)", "UTC").after(at("2026-03-01T09:00:00Z"))).toBeUndefined();
    expect(compileSchedule("cron(0 0 1 1 ? 2020)", "UTC").after(at("2026-01-01T00:00:00Z"))).toBeUndefined();
  });

  it.each([
    "rate(1 minutes)",
    "rate(5 minute)",
    "rate(0 minutes)",
    "cron(* * * * *)",
    "cron(0 0 1 * 1 *)",
    "at(2026-03-01)",
    "every minute",
  ])("%s is refused", (expression) => {
    expect(() => compileSchedule(expression, "UTC")).toThrow();
  });
});

describe("schedules of a template", () => {
  it("are read from AWS::Scheduler::Schedule with their retry policy and failure queue", () => {
    const properties = {
      ScheduleExpression: "cron(0 9 * * ? *)",
      ScheduleExpressionTimezone: "Asia/Shanghai",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: {
        Arn: functionArn,
        RoleArn: "role",
        Input: '{"a":1}',
        RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 600 },
        DeadLetterConfig: { Arn: queueArn },
      },
    };
    expect(schedulerSchedule("daily", "arn:schedule", properties)).toEqual({
      name: "daily",
      arn: "arn:schedule",
      expression: "cron(0 9 * * ? *)",
      timeZone: "Asia/Shanghai",
      enabled: true,
      targetArn: functionArn,
      input: '{"a":1}',
      delivery: { maximumRetryAttempts: 3, maximumEventAgeSeconds: 600, failureQueueArn: queueArn },
    });
    expect(() => schedulerSchedule("x", "arn", { ...properties, StartDate: "2026-01-01" })).toThrow("StartDate");
  });

  it("are read from the targets of AWS::Events::Rule, with the defaults of EventBridge", () => {
    const [definition] = ruleSchedules("close", "arn:rule", {
      ScheduleExpression: "rate(1 minute)",
      Targets: [{ Arn: functionArn, Id: "Target0" }],
    });
    expect(definition).toMatchObject({ timeZone: "UTC", delivery: { maximumRetryAttempts: 185, maximumEventAgeSeconds: 86_400 } });
    expect(ruleSchedules("bus", "arn:rule", { EventPattern: { source: ["x"] } })).toEqual([]);
  });
});

describe("running schedules", () => {
  const definition: ScheduleDefinition = {
    name: "close",
    arn: "arn:rule",
    expression: "rate(1 minute)",
    timeZone: "UTC",
    enabled: true,
    targetArn: functionArn,
    delivery: { maximumRetryAttempts: 0, maximumEventAgeSeconds: 60 },
  };

  /** Schedules under a clock that only moves by `move`, and what they did. */
  async function withSchedules(
    definitions: readonly ScheduleDefinition[],
    invoke: () => Promise<InvocationResult>,
    test: (running: TestSchedules) => Promise<void>,
    since?: number,
  ) {
    let now = at("2026-01-01T00:00:30Z");
    const listeners = new Set<() => void>();
    const events: unknown[] = [];
    const failures: { queueArn: string; body: unknown }[] = [];
    const schedules = startSchedules({
      definitions,
      clock: {
        now: () => now,
        onClockMoved: (listener) => {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      },
      invoke: (_functionName, event) => {
        events.push(event);
        return invoke();
      },
      functionNameOf: () => "close",
      asynchronous: () => asynchronousSettings({ MaximumRetryAttempts: 1, DestinationConfig: { OnFailure: { Destination: queueArn } } }),
      sendFailure: async (arn, body) => void failures.push({ queueArn: arn, body: JSON.parse(body) }),
      region: "cn-north-1",
      accountId: "000000000000",
      log: () => undefined,
      ...(since === undefined ? {} : { since }),
    });
    const move = (time: string): void => {
      now = at(time);
      for (const listener of listeners) listener();
    };
    try {
      await test({ schedules, events, failures, move });
    } finally {
      await schedules.stop();
    }
  }

  interface TestSchedules {
    readonly schedules: Schedules;
    readonly events: unknown[];
    readonly failures: { queueArn: string; body: unknown }[];
    readonly move: (time: string) => void;
  }

  const fine = async (): Promise<InvocationResult> => ({ payload: null });

  it("begin when the clock reaches them, once for a jump over many occurrences", async () => {
    await withSchedules([definition], fine, async ({ schedules, events, move }) => {
      expect([events.length, iso(schedules.next("close"))]).toEqual([0, "2026-01-01T00:01:00.000Z"]);
      move("2026-01-01T00:01:00Z");
      expect(events).toHaveLength(1);
      move("2026-02-01T00:00:10Z");
      expect([events.length, iso(schedules.next("close"))]).toEqual([2, "2026-02-01T00:01:00.000Z"]);
    });
  });

  it("make up for what fell due while the local cloud was down", async () => {
    const since = at("2025-12-31T23:59:00Z");
    await withSchedules([definition], fine, async ({ events }) => expect(events).toHaveLength(1), since);
  });

  it("give a rule's function the event of EventBridge, and a schedule's its own input with the time filled in", async () => {
    const own = { ...definition, name: "own", input: '{"due":"<aws.scheduler.scheduled-time>"}' };
    await withSchedules([definition, own], fine, async ({ events, move }) => {
      move("2026-01-01T00:01:00Z");
      expect(events).toEqual([
        expect.objectContaining({
          "detail-type": "Scheduled Event",
          source: "aws.events",
          time: "2026-01-01T00:01:00Z",
          resources: ["arn:rule"],
          detail: {},
        }),
        { due: "2026-01-01T00:01:00Z" },
      ]);
    });
  });

  it("never begin when disabled, but can be run by name", async () => {
    await withSchedules([{ ...definition, enabled: false }], fine, async ({ schedules, events, move }) => {
      move("2026-01-02T00:00:00Z");
      expect(events).toHaveLength(0);
      expect(await schedules.runNow("close")).toEqual([{ payload: null }]);
      expect(events).toHaveLength(1);
      await expect(schedules.runNow("nothing")).rejects.toThrow("no schedule is called nothing");
    });
  });

  it("retry a failing function as Lambda does, then tell its failure queue", async () => {
    const failing = async (): Promise<InvocationResult> => ({
      payload: { errorMessage: "boom" },
      functionError: "Unhandled",
      requestId: "r",
    });
    await withSchedules([definition], failing, async ({ schedules, events, failures }) => {
      await schedules.runNow("close");
      expect(events).toHaveLength(2);
      expect(failures).toEqual([
        {
          queueArn,
          body: expect.objectContaining({
            requestContext: {
              requestId: "r",
              functionArn: `${functionArn}:$LATEST`,
              condition: "RetriesExhausted",
              approximateInvokeCount: 2,
            },
            requestPayload: events[0],
            responsePayload: { errorMessage: "boom" },
          }),
        },
      ]);
    });
  });

  it("retry as often when the clock is moved by a day between two attempts: an event ages by its attempts", async () => {
    let moveADay = (): void => {};
    let tries = 0;
    const failing = async (): Promise<InvocationResult> => {
      tries += 1;
      moveADay();
      if (tries === 1) throw new Error("no process");
      return { payload: { errorMessage: "boom" }, functionError: "Unhandled" };
    };
    const never = { ...definition, enabled: false, delivery: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 60 } };
    await withSchedules([never], failing, async ({ schedules, failures, move }) => {
      let day = 2;
      moveADay = () => move(`2026-01-0${day++}T00:00:00Z`);
      await schedules.runNow("close");
      // It could not start once, then it ran twice, as its function's settings say.
      expect([tries, failures.length]).toEqual([3, 1]);
    });
  });

  it("send the event to the schedule's own failure queue when the function can't be started", async () => {
    const own = {
      ...definition,
      input: '{"a":1}',
      delivery: { maximumRetryAttempts: 1, maximumEventAgeSeconds: 60, failureQueueArn: queueArn },
    };
    const broken = (): Promise<InvocationResult> => Promise.reject(new Error("no process"));
    await withSchedules([own], broken, async ({ schedules, events, failures }) => {
      expect(await schedules.runNow("close")).toEqual([undefined]);
      expect([events.length, failures]).toEqual([2, [{ queueArn, body: { a: 1 } }]]);
    });
  });

  it("are idle when nothing is due and nothing runs", async () => {
    let finish: ((result: InvocationResult) => void) | undefined;
    const slow = (): Promise<InvocationResult> =>
      new Promise((resolve) => {
        finish = resolve;
      });
    await withSchedules([definition], slow, async ({ schedules, move }) => {
      expect(schedules.idle()).toBe(true);
      move("2026-01-01T00:01:00Z");
      expect(schedules.idle()).toBe(false);
      finish?.({ payload: null });
      await expect.poll(() => schedules.idle()).toBe(true);
    });
  });
});

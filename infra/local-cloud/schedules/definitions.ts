import { countOf, type DeliverySettings } from "../functions/asynchronous.ts";
import { type Fields, fieldsOf, list } from "../values.ts";

/** One schedule and the function it runs. */
export interface ScheduleDefinition {
  /** Name of the schedule or the rule. */
  readonly name: string;
  readonly arn: string;
  readonly expression: string;
  /** IANA name; `cron` and `at` expressions are in it. */
  readonly timeZone: string;
  readonly enabled: boolean;
  /** ARN of the function. */
  readonly targetArn: string;
  /** The event (JSON); absent for rules, whose event is built for each run. */
  readonly input?: string;
  /** What to do when the function could not be started. */
  readonly delivery: DeliverySettings;
}

/** Default of EventBridge for targets: 185 attempts in 24 hours. */
const defaultDelivery = { maximumRetryAttempts: 185, maximumEventAgeSeconds: 86_400 };

/**
 * Reads the resolved properties of an `AWS::Scheduler::Schedule`. A flexible time window is ignored: every run is on time. Throws on unknown
 * fields.
 */
export function schedulerSchedule(name: string, arn: string, properties: Fields): ScheduleDefinition {
  const known = "Name GroupName Description ScheduleExpression ScheduleExpressionTimezone State FlexibleTimeWindow Target KmsKeyArn";
  refuseUnknown(properties, known);
  const target = fieldsOf(properties.Target);
  refuseUnknown(target, "Arn RoleArn Input RetryPolicy DeadLetterConfig");
  return {
    name,
    arn,
    expression: String(properties.ScheduleExpression),
    timeZone: String(properties.ScheduleExpressionTimezone ?? "UTC"),
    enabled: properties.State !== "DISABLED",
    targetArn: String(target.Arn),
    input: String(target.Input ?? "{}"),
    delivery: targetDelivery(target),
  };
}

/**
 * Reads the targets of an `AWS::Events::Rule` with a schedule (UTC); none for a rule with only an event pattern. Throws on unknown fields.
 */
export function ruleSchedules(name: string, arn: string, properties: Fields): ScheduleDefinition[] {
  const { ScheduleExpression, State } = properties;
  if (ScheduleExpression === undefined) return [];
  refuseUnknown(properties, "Name Description ScheduleExpression State Targets RoleArn EventBusName");
  return list(properties.Targets).map((entry) => {
    const target = fieldsOf(entry);
    refuseUnknown(target, "Arn Id Input RetryPolicy DeadLetterConfig");
    return {
      name,
      arn,
      expression: String(ScheduleExpression),
      timeZone: "UTC",
      enabled: State !== "DISABLED",
      targetArn: String(target.Arn),
      ...(target.Input === undefined ? {} : { input: String(target.Input) }),
      delivery: targetDelivery(target),
    };
  });
}

function targetDelivery(target: Fields): DeliverySettings {
  const policy = fieldsOf(target.RetryPolicy);
  const failureQueueArn = fieldsOf(target.DeadLetterConfig).Arn;
  return {
    maximumRetryAttempts: countOf(policy.MaximumRetryAttempts, defaultDelivery.maximumRetryAttempts),
    maximumEventAgeSeconds: countOf(policy.MaximumEventAgeInSeconds, defaultDelivery.maximumEventAgeSeconds),
    ...(failureQueueArn === undefined ? {} : { failureQueueArn: String(failureQueueArn) }),
  };
}

function refuseUnknown(fields: Fields, known: string): void {
  const unknown = Object.keys(fields).filter((name) => !known.split(" ").includes(name));
  if (unknown.length > 0) throw new Error(`schedule fields not implemented: ${unknown.join(", ")}`);
}

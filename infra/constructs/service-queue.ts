import { Duration, Validations } from "aws-cdk-lib";
import { MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import { type IQueue, Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { failuresOf } from "../../shared/deployment/names.ts";
import { type Deployment, nameOf } from "../deployment.ts";
import { addAlarm, alarmPeriod } from "./alarm.ts";

/** Deliveries of a message before it goes to the failure queue. */
const tries = 5;
/** Visibility timeout as a multiple of the function's timeout, as AWS recommends; with less, slow batches are delivered twice. */
const visibilityPerTimeout = 6;

/** Deployment of a queue, and the impact of a backlog or failure on people. */
export interface QueueProps {
  readonly deployment: Deployment;
  readonly impact: string;
}

/** What an operator does about failures of a queue or job: the id is what the replay takes. */
export function remedyOf(id: string): string {
  return `replay \`${id}\``;
}

/**
 * The failure queue of a queue, job or relay: keeps failures for 14 days. One alarm fires while it holds anything, a second one whenever it
 * grows, so that a new failure is not hidden by an old one.
 */
export class FailureQueue extends Queue {
  constructor(scope: Construct, of: string, { deployment, impact, remedy }: QueueProps & { readonly remedy: string }) {
    super(scope, failuresOf(of), {
      queueName: nameOf(deployment, "queue", failuresOf(of)),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "This is the failure queue itself: operators inspect and replay it.",
    });
    const waiting = this.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod, statistic: "Maximum" });
    const common = { of: failuresOf(of), above: 0, impact, settings: deployment.settings };
    addAlarm(this, "waiting", {
      ...common,
      metric: waiting,
      finding: `The failure queue holds failed work: inspect it, then ${remedy}`,
    });
    const arrived = new MathExpression({ expression: "DIFF(waiting)", usingMetrics: { waiting }, period: alarmPeriod });
    addAlarm(this, "arrived", { ...common, metric: arrived, finding: `More work was given up: inspect it, then ${remedy}` });
  }
}

/** The queue of one consumer with its failure queue; an alarm fires when its oldest message waits for more than five minutes. */
export class ServiceQueue extends Queue {
  /** Queue for messages after five deliveries, and for facts that can't be decoded. */
  readonly failures: IQueue;

  constructor(scope: Construct, id: string, props: QueueProps & { readonly timeout: Duration }) {
    const { deployment, impact, timeout } = props;
    const failures = new FailureQueue(scope, id, { deployment, impact, remedy: remedyOf(id) });
    super(scope, `${id}-queue`, {
      queueName: nameOf(deployment, "queue", id),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * visibilityPerTimeout),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: failures, maxReceiveCount: tries },
    });
    this.failures = failures;
    addAlarm(this, "age", {
      of: id,
      metric: this.metricApproximateAgeOfOldestMessage({ period: alarmPeriod, statistic: "Maximum" }),
      above: 300,
      impact,
      finding: "The oldest message has waited for more than five minutes",
      settings: deployment.settings,
    });
  }
}
